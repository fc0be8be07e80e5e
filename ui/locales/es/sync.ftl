# Cuentas, dispositivos y sincronización, en español.

## Sync: how far device and service are

settings-sync = Sincronización
sync-begin = Sincronizar con tus otros dispositivos
sync-label = Sincronización: { $state }
sync-now = Sincronizar ahora
sync-do-choose = Elegir
sync-pending = { $n } por enviar
sync-fact-pending = Cambios por enviar
sync-fact-photos-up = Fotos por enviar
sync-fact-photos-down = Fotos por traer
sync-fact-last = Última vez
sync-local-only = En este dispositivo
sync-local-only-text = Este libro vive solo en este dispositivo.
sync-choose = Una decisión pendiente
sync-choose-text = Tu cuenta ya tiene comidas. Di qué pasa con las de este dispositivo; hasta entonces no se envía nada.
sync-up-to-date = Al día
sync-up-to-date-text = Todo está enviado y todo está aquí.
sync-waiting = { $n } por enviar
sync-waiting-text = Están guardados aquí y salen solos.
sync-syncing = Sincronizando
sync-syncing-text = Se están intercambiando cambios. Puedes seguir trabajando.
sync-first = Trayendo tus comidas: { $n } %
sync-first-text = Este dispositivo recibe su primera copia. Ya puedes empezar; el resto va llegando.
sync-photos =
    { $n ->
        [one] Una foto por enviar
       *[other] { $n } fotos por enviar
    }
sync-photos-text = Todo lo demás está intercambiado. Faltan las fotos.
sync-offline = Sin conexión
sync-offline-text = No se llega al servicio. Todo funciona; tus cambios esperan aquí y salen después.
sync-captive = Esta red pide iniciar sesión
sync-captive-text = Otra cosa responde en lugar del servicio, como en hoteles y trenes. Abre un navegador e inicia sesión en la red; tus cambios esperan aquí.
sync-later = Se reintentará después
sync-later-text = El servicio pidió esperar o falló. Próximo intento: { $when }.
sync-signed-out = Sesión cerrada
sync-signed-out-text = Inicia sesión para sincronizar. Tus cambios se guardan aquí hasta entonces.
sync-revoked = Ya no eres miembro
sync-revoked-text = Te han sacado de este espacio. Lo que hay en este dispositivo queda hasta que lo quites.
sync-deleted = El espacio fue borrado
sync-deleted-text = Su dueño lo borró. Lo que hay en este dispositivo queda hasta que lo quites.
sync-update = Mealbook necesita una actualización
sync-update-text = El servicio ya no habla con esta versión. Todo funciona aquí y tus cambios se guardan.
sync-disk-full = El disco está lleno
sync-disk-full-text = La sincronización espera a que haya sitio.
sync-not-synced = Solo en este dispositivo
sync-not-synced-text = Este espacio no se intercambia con tu cuenta.
row-pending = Aún sin enviar
row-conflict = Dos valores: decide cuál vale
row-refused = Rechazado por el servicio
notice-many-deleted = { $who } borró { $n } comidas de una vez. Están en la papelera.
notice-healed =
    { $n ->
        [one] El servicio se restauró desde una copia. Este dispositivo devolvió un cambio que había perdido.
       *[other] El servicio se restauró desde una copia. Este dispositivo devolvió { $n } cambios que había perdido.
    }
notice-clock-off =
    { $n ->
        [one] El reloj de este dispositivo va un minuto desviado. Las horas de tus cambios se corrigen.
       *[other] El reloj de este dispositivo va { $n } minutos desviado. Las horas de tus cambios se corrigen.
    }
notice-photo-lost = Una foto se perdió antes de poder enviarla.
somebody = Alguien
back = Atrás
open = Abrir
copy = Copiar
save-file = Guardar como archivo
more-of = Más sobre { $name }

## What is asked

ask-missing = Hace falta.
ask-email = No es una dirección de correo.
ask-password-short = Al menos { $n } caracteres.
ask-password-long = Esta contraseña es demasiado larga.
ask-field-server = Servidor
ask-field-name = Nombre
ask-field-email = Dirección de correo
ask-field-password = Contraseña
ask-field-code = Código

## The account

account-title = Cuenta
account-local = Este libro vive solo en este dispositivo y puede seguir así siempre: no le falta nada y no habla con ninguna red. Una cuenta lo mantiene al paso de tus otros dispositivos y de otras personas.
account-create = Crear una cuenta
account-create-do = Crear cuenta
account-create-text = Recibes un código por correo. Todo lo de este libro se queda y viene contigo.
account-login = Iniciar sesión
account-login-do = Iniciar sesión
account-login-text = Con una cuenta que tienes de otro dispositivo.
account-login-again = Vuelve a iniciar sesión
account-login-again-text = Este libro es de esta cuenta. Lo que no se envió se guarda y sale después.
account-verify = Mira tu correo
account-verify-do = Confirmar
account-verify-text = Un código va camino de { $email }. Puede tardar un minuto o estar entre el correo no deseado.
account-mail-code = Código del correo
account-send-again = Enviar otra vez
account-code-sent = Si existe esa cuenta, un código va en camino.
account-code-sent-again = El código se envió otra vez.
account-other-address = Usar otra dirección
account-forgot = Contraseña olvidada
account-forgot-title = Una contraseña nueva
account-forgot-text = Recibes por correo un código que permite una contraseña nueva.
account-forgot-do = Enviar el código
account-have-code = Tengo un código
account-reset = Elige una contraseña nueva
account-reset-text = Después todos los dispositivos tienen que iniciar sesión, también este.
account-reset-do = Poner la contraseña
account-password-changed = La contraseña cambió. Inicia sesión con ella.
account-password-changed-here = La contraseña cambió. Tus otros dispositivos tienen que iniciar sesión.
account-email = Dirección de correo
account-name = Nombre
account-name-hint = Lo que ven las personas con quienes compartes.
account-password = Contraseña
account-new-password = Contraseña nueva
account-current-password = Contraseña actual
account-password-hint = Al menos { $n } caracteres. Unas palabras se recuerdan mejor que signos.
account-totp-code = Código del autenticador
account-totp-code-hint = Seis cifras, o uno de tus códigos de recuperación.
account-advanced = Dirección del servidor
account-server = Servidor
account-server-hint = Solo si tú o alguien que conoces tiene uno. Empieza por https://.
account-device = Este dispositivo
account-who = Tú
account-safe = Contraseña y segundo paso
account-data = Tus datos
account-rename = Cambiar el nombre
account-change-password = Cambiar la contraseña
account-tokens-none = En este dispositivo no se guarda nada que abra la cuenta.
account-tokens-keychain = Lo que mantiene la sesión está en el llavero de tu sistema.
account-tokens-file = Este equipo no tiene llavero. Lo que mantiene la sesión está en un archivo que solo tu usuario puede leer.
account-export = Guardar todos mis datos
account-logout = Cerrar sesión
account-logout-text = El libro queda en este dispositivo, con todo lo que aún no se envió. Nada se envía ni se trae hasta que vuelvas a iniciar sesión.
account-erase = Borrar la cuenta
account-erase-text = Quita la cuenta y sus copias del servicio. Este libro queda en este dispositivo, sin cuenta.
account-wiped = Se pidió a este dispositivo que quitara su copia, y lo hizo.
totp-is-on = Al iniciar sesión se pide un código de tu autenticador.
totp-is-off = Un autenticador en tu teléfono hace inútil una contraseña robada.
totp-begin = Configurar un autenticador
totp-scan = Escanea esto con tu autenticador y escribe el código que muestra.
totp-type = O escríbelo allí:
totp-qr = Código QR para el autenticador
totp-on = Activar
totp-off = Desactivar el autenticador
totp-codes = Guarda estos códigos de recuperación. Cada uno abre la sesión una vez si pierdes el autenticador. No se muestran de nuevo.
totp-kept = Los he guardado

## A local history meets an account

attach-title = Este libro y tu cuenta
attach-text =
    { $n ->
        [one] Este libro tiene una comida y tu cuenta ya tiene otras. ¿Qué hacemos con la de aquí? No se pierde nada de ningún modo.
       *[other] Este libro tiene { $n } comidas y tu cuenta ya tiene otras. ¿Qué hacemos con las de aquí? No se pierde nada de ningún modo.
    }
attach-merge = Añadirlas a «{ $name }»
attach-merge-text =
    { $n ->
        [one] Lugares, categorías y etiquetas con el mismo nombre se unen. Se te muestran las comidas que se parecen.
       *[other] Allí las ven { $n } personas. Lugares, categorías y etiquetas con el mismo nombre se unen. Se te muestran las comidas que se parecen.
    }
attach-apart = Dejarlas en un espacio propio
attach-apart-text = Ambos están en tu cuenta y cambias de uno a otro.
attach-do = Continuar
attach-busy = Puede tardar un momento.
attach-done = Este libro está en tu cuenta
attach-merged =
    { $n ->
        [one] Se añadió a tu cuenta una comida de este dispositivo.
       *[other] Se añadieron a tu cuenta { $n } comidas de este dispositivo.
    }
attach-kept = Ahora es un espacio propio.
attach-duplicates =
    { $n ->
        [one] Un par de comidas se parece.
       *[other] { $n } pares de comidas se parecen.
    }
duplicates-title = Comidas que se parecen
duplicates-text = Mismo día, mismo importe, mismo lugar. Borra una del par o di que son dos comidas.
duplicates-empty = No hay comidas que se parezcan
duplicate-first = En la cuenta
duplicate-second = De este dispositivo
duplicate-photos =
    { $n ->
        [one] Una foto
       *[other] { $n } fotos
    }
duplicate-delete = Borrar esta
duplicate-both = Son dos comidas
done-dismiss-duplicate = Se quedan ambas

## Devices

devices-title = Dispositivos
devices-text = Dónde está abierta tu cuenta. Cierra la sesión de un dispositivo que ya no usas; pide a uno perdido que quite su copia.
devices-empty = Ningún dispositivo
device-this = Este dispositivo
device-revoked = Sesión cerrada
device-wiped = Se le pidió quitar su copia
device-seen = visto { $when }
device-revoke = Cerrar su sesión
device-revoke-text = { $name } ya no llega a tu cuenta. Su copia queda allí, con lo que no envió.
device-wipe = Pedir que quite su copia
device-wipe-text = Se cierra la sesión de { $name } y quita su copia cuando vuelva a tener conexión. Lo que no envió se pierde.
logins-title = Últimos inicios de sesión
login-ok = Sesión iniciada
login-bad-password = Contraseña errónea
login-bad-code = Código erróneo
login-locked = Rechazado tras demasiados intentos
login-unverified = Dirección sin confirmar
login-failed = Rechazado

## Workspaces

workspaces-title = Espacios
workspaces-text = Cada uno es un libro propio: el tuyo, el de casa, el de la empresa.
workspaces-empty = Ningún espacio
workspaces-more = Más espacios
workspaces-need-account = Para compartir un espacio necesitas una cuenta.
workspace-choose = Espacio
workspace-current = A la vista
workspace-show = Mostrar
workspace-here-only = solo en este dispositivo
workspace-gone = Este espacio no está en este dispositivo
workspace-personal = Personal
workspace-household = Hogar
workspace-company = Empresa
workspace-create = Crear un espacio
workspace-join = Unirse con un código
workspace-name = Nombre
workspace-kind = Para quién
workspace-kind-hint = En un hogar todos ven lo que no es privado. En una empresa cada miembro ve lo suyo y los aprobadores lo de todos.
workspace-rename = Cambiar el nombre
workspace-self = Este espacio
workspace-leave = Salir
workspace-leave-text = Su copia se quita de este dispositivo. Lo que anotaste queda allí para los demás.
workspace-delete = Borrar para todos
workspace-delete-text = Desaparece para todos los miembros. El servicio lo guarda 30 días, por si cambias de idea.
workspace-forget = Quitar de este dispositivo
workspace-forget-text = Su copia se quita de este dispositivo.
workspace-unsent =
    { $n ->
        [one] Un cambio no se ha enviado y se perdería.
       *[other] { $n } cambios no se han enviado y se perderían.
    }
workspace-unsent-do = Renunciar a ellos
members-title = Miembros
members-count = { $n } miembros
member-me = Tú
member-role = Puede
member-role-of = Qué puede hacer { $name }
member-role-household = Los miembros leen y escriben; los lectores solo leen.
member-role-company = Los miembros ven sus comidas; los aprobadores ven y deciden las de todos.
member-transfer = Hacer dueño
member-transfer-text = { $name } será dueño de este espacio y tú administrador.
member-remove = Quitar
member-remove-text = { $name } ya no ve este espacio. Lo que anotó se queda.
role-viewer = Lector
role-member = Miembro
role-approver = Aprobador
role-admin = Administrador
role-owner = Dueño
invitations-title = Invitaciones
invite = Invitar
invite-email = Correo, si se ha de enviar
invite-email-hint = Déjalo vacío para recibir un código que entregas tú.
invitation-made = Invitación hecha. Este código se muestra una vez:
invitation-by-code = Con código
invitation-until = hasta { $when }
invitation-revoke = Retirar: { $name }
invitation-code = Código de la invitación
invitation-code-hint = Está en el correo, o te lo dieron.
done-switch-workspace = Espacio cambiado
done-rename-workspace = Espacio renombrado

## What two people changed at once

conflicts-title = Conflictos
conflicts-text = Lo mismo se cambió en dos sitios antes de que supieran uno del otro. Se guardan los dos valores; di cuál vale.
conflicts-empty = Ningún conflicto
conflicts-empty-text = Cuando dos dispositivos cambian lo mismo a la vez, decides aquí.
conflicts-resolved = Los decididos
conflicts-none-resolved = Ninguno aún.
conflict-stands = Vale ahora
conflict-other = El otro
conflict-keep = Dejar así
conflict-use-other = Usar el otro
conflict-keep-deleted = Dejarlo borrado
conflict-keep-row = Conservarlo
conflict-keep-apart = Conservar ambos
conflict-merge = Unirlos
conflict-deleted = Borrado
conflict-reason-unseen = Ambos se cambiaron antes de ver el otro cambio.
conflict-reason-deleted = Uno lo borró mientras otro lo cambiaba. Está en la papelera, con el cambio dentro.
conflict-reason-same-name = Otra entrada ya tiene el nombre nuevo.
conflict-was-keep = Se dejó como estaba.
conflict-was-other = Se usó el otro valor.
conflict-was-edit = Editado a mano.
conflict-was-edited = Editado a mano.
done-resolve-conflict = Conflicto decidido
action-resolve-conflict = conflicto decidido
history-sync = de otro dispositivo
history-service = Quién lo cambió y en qué dispositivo
history-service-empty = El servicio aún no tiene historial de esto.
history-kept-other = No se usó: otro valor quedó.
history-rejected = Rechazado.
history-same = Ya era así.

## What the service refused

parked-title = Cambios rechazados
parked-text = El servicio no aceptó estos. Se guardan aquí hasta que decidas; nada más espera por ellos.
parked-empty = No se rechazó nada
parked-empty-text = Si el servicio no acepta un cambio, espera aquí y no se pierde nada de él.
parked-retry-all = Reintentar todos
parked-export = Guardar como archivo
parked-export-all = Guardar todos como archivo
parked-discard = Descartar
parked-discard-text = Se renuncia al cambio y se muestra lo que tiene el servicio. El historial de este dispositivo lo conserva.
parked-reason-forbidden = No puedes hacer esto en este espacio (ya no).
parked-reason-invalid = Un valor rompe una regla del servicio. Edítalo y se envía otra vez.
parked-reason-stale-approval = El importe o el día cambió después de que vieras lo que aprobaste. Míralo otra vez.
parked-reason-closed-period = El mes está cerrado.
parked-reason-unknown-kind = El servicio es más antiguo que este Mealbook y aún no conoce esto.
parked-reason-unknown-unit = El servicio es más antiguo que este Mealbook y aún no conoce esto.
parked-reason-unknown-row = El servicio no tiene lo que esto cambia.
parked-reason-quota = El espacio está lleno.
parked-reason-too-large = El cambio es demasiado grande para enviarlo.
parked-reason-group = Otro cambio del mismo paso fue rechazado.
parked-reason-failing = El servicio falló con él varias veces.
parked-reason-other = El servicio lo rechazó por una razón que esta versión no conoce.

## Failures

fault-offline = No se llega al servicio. Revisa la red y la dirección del servidor.
fault-captive-portal = Otra cosa responde en lugar del servicio: esta red pide iniciar sesión, o la dirección no es de un servidor de Mealbook.
fault-signed-out = Tu sesión está cerrada. Vuelve a iniciarla.
fault-no-account = Este libro no tiene cuenta.
fault-no-server = No se eligió servidor. Escribe su dirección en «Dirección del servidor».
fault-wrong-password = El correo o la contraseña no son correctos.
fault-code-needed = Escribe también el código de tu autenticador.
fault-wrong-code = El código es erróneo, ya se usó o es demasiado viejo.
fault-email-unverified = La dirección aún no está confirmada. Escribe el código del correo.
fault-locked =
    { $n ->
        [0] Demasiados intentos erróneos. Inténtalo más tarde.
       *[other] Demasiados intentos erróneos. Inténtalo en { $n } segundos.
    }
fault-other-account = Este libro es de otra cuenta. Abre otro libro para esta («--db»).
fault-forbidden = No puedes hacer esto aquí.
fault-revoked = Ya no eres miembro de este espacio.
fault-workspace-deleted = Este espacio fue borrado.
fault-server-too-old = El servicio es más antiguo que este Mealbook y aún no sabe hacer esto.
fault-update-needed = El servicio ya no habla con esta versión. Actualiza Mealbook.
fault-server-failed = El servicio falló. Inténtalo más tarde; no se perdió nada tuyo.
fault-unsent =
    { $n ->
        [one] Un cambio no se ha enviado y se perdería.
       *[other] { $n } cambios no se han enviado y se perderían.
    }
fault-choose-first = Di primero qué pasa con las comidas de este dispositivo, en «Cuenta».
