# Mealbook en español. Las pantallas de cifras y listas están en es/pages.ftl.

## Around the screens

nav-main = Principal
nav-timeline = Cronología
nav-dashboard = Resumen
nav-calendar = Calendario
nav-search = Buscar
nav-organise = Organizar
nav-import = Importar
nav-trash = Papelera
nav-settings = Ajustes
nav-help = Ayuda
nav-more = Más secciones
skip-to-content = Saltar al contenido
add-meal = Añadir comida
add-with-camera = Fotografiar comida o recibo
add = Añadir
drop-here = Suelta para añadir una comida con esta foto
undo = Deshacer
redo = Rehacer
undone = Deshecho: { $action }
redone = Rehecho: { $action }
done = Guardado
close = Cerrar
cancel = Cancelar
dismiss = Descartar aviso
save = Guardar
go = Ir
has-prefix = Con: { $what }
not-prefix = no { $what }
span-from = desde { $day }
span-until = hasta { $day }
apply = Aplicar
edit = Editar
delete = Eliminar
restore = Restaurar
duplicate = Duplicar
more = Más
other = Otro
any = Cualquiera
yes = Sí
no = No
not-said = Sin indicar
loading = Cargando…
failed-title = No se pudo cargar
try-again = Reintentar
today = Hoy
yesterday = Ayer
tomorrow = Mañana
and-more = y { $n } más
create-named = Crear «{ $name }»
remove-named = Quitar { $name }
select-named = Seleccionar { $name }
clear-field = Vaciar { $field }
selected = { $n } seleccionados
meals-count =
    { $n ->
        [one] { $n } comida
       *[other] { $n } comidas
    }
people-count =
    { $n ->
        [one] { $n } persona
       *[other] { $n } personas
    }
drafts-count =
    { $n ->
        [one] { $n } comida sin terminar
       *[other] { $n } comidas sin terminar
    }
with-people = con { $people }
per-person = { $amount } por persona
per-person-label = Por persona
no-place = Sin lugar
no-trip = Sin viaje
amount-hidden = importe oculto
amount-minus = menos { $amount }
hide-amounts = Ocultar importes

## First start

welcome-title = Todas tus comidas, en un libro
welcome-lead = Mealbook anota lo que gastas en comidas. Se guarda al instante en este dispositivo, con o sin red.
welcome-point-photo = Fotografía el recibo o escribe «comida 12,50 en Tacos con Ana»
welcome-point-local = Sin cuenta. Tu libro es un archivo en tu disco
welcome-point-undo = Todo se puede deshacer y nada se pierde
welcome-currency = Moneda principal
welcome-currency-hint = Cada comida puede tener su moneda; esta es la que se propone primero.
welcome-demo = Explorar con datos de ejemplo
welcome-demo-busy = Cocinando dos años de comidas…
welcome-empty = Empezar vacío
welcome-hint = También puedes empezar vacío más tarde.
pair-title = Este Mealbook pide un código
pair-text = El código de emparejamiento está en el ordenador que sirve el libro.
pair-action = Introducir el código
rescued-title = El libro estaba dañado y se ha rescatado
rescued-text =
    { $n ->
        [one] Se pudo leer { $n } fila y ya está en el libro. El archivo dañado se apartó sin cambiarlo:
       *[other] Se pudieron leer { $n } filas y ya están en el libro. El archivo dañado se apartó sin cambiarlo:
    }
rescued-incomplete = No se pudo leer todo de: { $tables }
rescued-copy = Copiar su ubicación
rescued-understood = Entendido

## Timeline and lists

timeline-empty = Aún no hay comidas
timeline-empty-text = Añade la primera o importa lo que ya anotaste en otro sitio.
list-end = Eso es todo.
list-keys = Arriba y Abajo mueven, Espacio selecciona, Intro abre, E edita, Supr borra. Izquierda y Derecha llevan a la casilla y vuelven.
jump-to-day = Ir a un día
sort-by = Ordenar por
sort-date = Fecha
sort-amount = Importe
sort-place = Lugar
sort-category = Categoría
sort-meal = Comida
sort-created = Registro
sort-ascending = Menor o más antiguo primero
sort-descending = Mayor o más reciente primero
group-by = Agrupar por
group-none = Sin grupos
group-day = Día
group-month = Mes
group-place = Lugar
group-trip = Viaje
drafts = Sin terminar
draft-named = Sin terminar: { $name }
draft-unnamed = una comida
void = Anulado
estimate = Estimado
beside-title = De un vistazo
last-month-was = { $amount } a esta altura del mes pasado
again = Otra vez
same-as-last = Igual que la última vez
keys-move = mover
keys-select = seleccionar

## Several at once

bulk-title = Comidas seleccionadas
bulk-clear = Quitar la selección
bulk-set = Asignar { $what }
bulk-shift = Mover la fecha
bulk-days = Días
bulk-days-hint = Un número negativo mueve hacia el pasado.
bulk-business = Marcar como negocio
bulk-private = Marcar como privado

## The form

form-title-new = Nueva comida
form-title-edit = Editar comida
form-start-from = Empezar con
sentence-label = Descríbelo en una frase
sentence-placeholder = comida 12,50 en Tacos con Ana, 10% propina
sentence-clear = Vaciar la frase
chip-from = De las palabras «{ $words }»
chip-new = { $name } (nuevo)
chip-tip = Propina { $tip }
chip-count = { $n } comidas iguales
chip-note = Nota: { $text }
decide-between = Dos lecturas de «{ $words }»: elige una
decide-first = Elige qué lectura es la correcta antes de guardar.
amount = Importe
amount-hint = En total, con propina e impuestos. Puedes calcular: 12+3,5*2
currency = Moneda
place = Lugar
place-placeholder = Restaurante, tienda, comedor
place-new = Un lugar nuevo; se crea al guardar.
brand = Marca
brand-placeholder = La cadena o el grupo
brand-hint = Para una cadena, o cuando no se conoce el lugar.
brand-own = Solo para esta comida; el lugar conserva la suya.
brand-new = Una marca nueva; se crea al guardar.
meal = Comida
meal-other-kind = Otra comida
meal-unknown = Sin indicar
date = Fecha
time = Hora
category = Categoría
tag = Etiqueta
tags = Etiquetas
tags-placeholder = acme, equipo
people = Personas
people-placeholder = Quién comió contigo
party = Comensales
note = Nota
kind = Tipo
status = Estado
order = Pedido
payment = Pagado con
trip = Viaje
cleared = En el extracto
purpose = Motivo
is-business = Comida de negocios
reimbursable = Reembolsable
rating = Valoración
stars =
    { $n ->
        [one] { $n } estrella
       *[other] { $n } estrellas
    }
zone = Zona horaria
zone-placeholder = Ciudad o diferencia: Tokyo, +9
zone-hint = La fecha y la hora siguen siendo las de la mesa.
zone-note = Hora local de { $zone }
fold-tip-tax = Propina e impuestos
fold-lines = Líneas de la cuenta
fold-more = Más detalles
tip = Propina
tax = Impuestos
subtotal = Subtotal
tip-mode = Cómo se indica la propina
tip-by-amount = Importe
tip-by-percent = Porcentaje
tip-percent = Propina en porcentaje
tip-base = Porcentaje de
tip-base-pre-tax = la cuenta antes de impuestos
tip-base-post-tax = la cuenta con impuestos
tip-base-none = la cuenta
tip-is = { $percent } de { $base }
tip-on-top = Sumar { $percent }
tip-in-total = { $tip } del importe es propina.
tip-offer = Aquí sueles dejar { $percent } de propina.
tip-add = Añadir
parts-differ = { $amount } del importe no se explica con subtotal, impuestos y propina. No pasa nada.
line-nth = Línea { $n }
line-kind = Tipo
line-description = Qué era
line-more = Más detalles
line-less = Menos detalles
line-person = Para quién fue
line-remove = Quitar la línea
quantity = Cantidad
line-add = Añadir línea
photos = Fotos
photo-take = Hacer foto
photo-choose = Elegir fotos
photo-add = Añadir foto
photo-hint = O suelta o pega una en cualquier sitio.
photo-saving = Guardando la foto
photo-kind = Qué muestra
photo-kind-nth = Foto { $n }: qué muestra
photo-caption = Pie de foto
photo-caption-nth = Foto { $n }: pie de foto
photo-caption-add = Añadir un pie de foto
photo-caption-edit = Cambiar el pie de foto
photo-earlier = Mover antes: { $kind }
photo-later = Mover después: { $kind }
photo-moved = Ahora es la foto { $n } de { $count }
photo-view = Ver foto: { $kind }
photo-of = { $kind }, { $n } de { $count }
photo-previous = Foto anterior
photo-next = Foto siguiente
photo-original = Archivo original
photo-elsewhere = La foto está en otro dispositivo.
save-and-new = Guardar y nueva
save-count = Guardar { $n } comidas
draft-kept = Guardado como borrador
draft-not-kept = No se pudo guardar el borrador
draft-discard = Descartar el borrador
reason-place-default = Del lugar
reason-usual-here = Lo habitual aquí
reason-time-of-day = Por la hora
reason-home-currency = Moneda principal
reason-device-zone = Zona de este dispositivo
reason-trip-dates = Por las fechas del viaje
reason-last-used = Usado la última vez
warning-future = En el futuro. ¿Está prevista?
warning-long-ago = Hace más de diez años.
warning-large-tip = La propina supera el resto de la cuenta.
amount-empty = Introduce un importe.
amount-not-a-number = Esto no es un número ni un cálculo.
amount-two-separators = Los separadores no encajan.
amount-too-many-decimals =
    { $n ->
        [one] Esta moneda tiene { $n } decimal.
       *[other] Esta moneda tiene { $n } decimales.
    }
amount-too-large = Es más de lo que Mealbook puede contar.
amount-too-long = El cálculo es demasiado largo.
amount-division-by-zero = División entre cero.
problem-missing = Esto es necesario.
problem-malformed = Esto no tiene la forma correcta.
problem-too-large = Como máximo { $limit }.
problem-negative = No menos de cero; un reembolso es otro tipo.
problem-year = El año debe estar entre 1900 y 2199.
problem-unknown = Esto no existe (ya).
problem-circular = No puede pertenecer a sí mismo.

## One expense

expense-title = Comida
refund-action = Reembolso…
again-here = Otra vez aquí
template-save = Guardar como plantilla
template-name = Nombre de la plantilla
void-action = Anular
void-undo = Quitar la anulación
void-reason = Motivo (opcional)
is-void = Anulado: no cuenta en ningún total. { $reason }
is-deleted = En la papelera.
linked = Vinculado
refunded-by = Reembolsado por
history = Historial
history-empty = Aún no ha pasado nada.
history-added = Añadido
history-changed = Cambiado
history-deleted = Eliminado
history-restored = Restaurado
history-order = Orden cambiado
history-expense-insert = Registrado
history-expense-update = Cambiado
history-expense-delete = Movido a la papelera
history-expense-restore = Sacado de la papelera
history-expense-line-insert = Línea añadida
history-expense-line-update = Línea cambiada
history-expense-line-delete = Línea quitada
history-expense-tag-insert = Etiqueta añadida
history-expense-tag-delete = Etiqueta quitada
history-expense-attendee-insert = Persona añadida
history-expense-attendee-delete = Persona quitada
history-expense-payment-insert = Pago registrado
history-expense-payment-update = Pago cambiado
history-expense-link-insert = Vinculado
history-attachment-insert = Foto añadida
history-attachment-update = Foto cambiada
history-attachment-delete = Foto quitada
before = Antes
after = Después
restore-value = Restaurar este valor
column-occurred-on = Fecha
column-occurred-time = Hora
column-tz = Zona horaria
column-reporting-date = Cuenta para
column-currency = Moneda
column-total = Importe
column-subtotal = Subtotal
column-tax = Impuestos
column-tip = Propina
column-tip-base = Propina de
column-amount = Importe
column-amount-is-estimate = Estimado
column-meal-type = Comida
column-order-type = Pedido
column-party-size = Comensales
column-purpose = Motivo
column-notes = Nota
column-place = Lugar
column-place-name-snapshot = Lugar
column-merchant = Marca
column-category = Categoría
column-trip = Viaje
column-payment-method = Pagado con
column-kind = Tipo
column-status = Estado
column-voided-at = Anulado
column-void-reason = Motivo
column-is-business = Negocio
column-reimbursable = Reembolsable
column-cleared-on = En el extracto
column-dish-rating = Valoración
column-description = Qué era
column-quantity = Cantidad
column-tax-included = Impuesto incluido
column-tax-rate-bp = Tipo de impuesto
column-line-kind = Tipo
column-caption = Pie de foto
column-file-name = Archivo
column-receipt-state = Recibo
column-visibility = Visible para
column-tag = Etiqueta
column-person = Persona

## Trash

trash-empty = La papelera está vacía
trash-empty-text = Las comidas eliminadas esperan aquí por si las quieres de vuelta.
trash-hint = Nada en la papelera cuenta en ningún total. Selecciona comidas para restaurarlas.

## Search

search-placeholder = tacos, meal:lunch, amount:>20, with:ana
search-clear = Vaciar la búsqueda
search-result = Resultado de la búsqueda
search-empty = Nada encontrado
search-empty-text = Prueba con menos palabras o más días.
saved-filters = Búsquedas guardadas
filter-save = Guardar esta búsqueda
filter-name = Nombre de la búsqueda
filters = Filtros
filters-clear = Quitar todo
filters-show = Ver el resultado
filter-when = Cuándo
filter-from = Desde
filter-to = Hasta
filter-amount = Cuánto
filter-least = Al menos
filter-most = Como máximo
filter-filed = Dónde, con quién, clasificado como
filter-has = Tiene o es
span-week = Últimos 7 días
span-month = Este mes
span-last-month = El mes pasado
span-year = Este año
has-photo = Foto
has-receipt = Recibo
has-note = Nota
has-tip = Propina
has-place = Lugar
has-category = Categoría
has-tag = Etiqueta
has-person = Compañía
has-lines = Líneas
is-free = Gratis
query-too-long = La búsqueda es demasiado larga.
query-too-many = La búsqueda tiene demasiadas condiciones.
query-unknown-field = No existe «{ $field }:». ¿Querías decir «{ $suggestion }:»?
query-missing-value = «{ $field }:» necesita un valor.
query-bad-value = «{ $value }» no es un valor de «{ $field }:».
query-one-value = «{ $field }:» admite un solo valor.
query-empty-range = El intervalo de «{ $field }:» termina antes de empezar.
query-use-commas = Escribe alternativas con comas: tag:a,b

## Palette

palette-title = Ir o hacer
palette-open = Paleta de órdenes (Ctrl+K)
palette-placeholder = Busca, ve a algún sitio o escribe una comida
palette-add = Añadir: { $text }
palette-search = Buscar: { $text }

## What was done, for undo

action-add = comida añadida
action-edit = comida cambiada
action-bulk-edit =
    { $n ->
        [one] una comida cambiada
       *[other] varias comidas cambiadas ({ $n } entradas)
    }
action-delete = eliminación
action-restore = restauración
action-void = anulación
action-unvoid = anulación retirada
action-import = toda la importación ({ $n } entradas)
action-restore-revision = valor anterior restaurado
action-photo-add = foto añadida
action-photo-edit = foto cambiada
action-photo-delete = foto quitada
action-place-add = lugar creado
action-place-edit = lugar cambiado
action-merchant-add = marca creada
action-merchant-edit = marca cambiada
action-category-add = categoría creada
action-category-edit = categoría cambiada
action-tag-add = etiqueta creada
action-tag-edit = etiqueta cambiada
action-person-add = persona creada
action-person-edit = persona cambiada
action-payment-method-add = medio de pago creado
action-payment-method-edit = medio de pago cambiado
action-trip-add = viaje creado
action-trip-edit = viaje cambiado
action-categories-arrange = categorías en otro orden
action-catalogue-delete = entrada eliminada
action-archive = entrada archivada
action-unarchive = entrada desarchivada
action-merge = entradas fusionadas
action-template-save = plantilla guardada
action-template-delete = plantilla eliminada
action-filter-save = búsqueda guardada
action-filter-delete = búsqueda guardada eliminada
action-setting = ajuste cambiado
action-demo = todos los datos de ejemplo ({ $n } entradas)
action-other = cambio

## What was done, just now

done-save-expense =
    { $n ->
        [one] Comida guardada
       *[other] { $n } comidas guardadas
    }
done-bulk-edit =
    { $n ->
        [one] { $n } comida cambiada
       *[other] { $n } comidas cambiadas
    }
done-delete-expenses =
    { $n ->
        [one] Comida movida a la papelera
       *[other] { $n } comidas movidas a la papelera
    }
done-restore-expenses =
    { $n ->
        [one] Comida restaurada
       *[other] { $n } comidas restauradas
    }
done-void-expenses = Anulación cambiada
done-restore-revision = Valor anterior restaurado
done-edit-attachment = Foto cambiada
done-delete-attachment = Foto quitada
done-save-catalogue-entry = Entrada guardada
done-archive-catalogue-entry = Archivo cambiado
done-arrange-categories = Categorías en otro orden
done-delete-catalogue-entry = Entrada eliminada; sus comidas quedan
done-merge-catalogue-entries = Entradas fusionadas
done-save-template = Plantilla guardada
done-delete-template = Plantilla eliminada
done-save-filter = Búsqueda guardada
done-delete-saved-filter = Búsqueda guardada eliminada
done-commit-import =
    { $n ->
        [one] { $n } comida importada
       *[other] { $n } comidas importadas
    }

## What went wrong

fault-invalid = Hay campos por corregir.
fault-not-found = Ya no existe.
fault-stale = Se cambió en otro sitio mientras tanto. Ábrelo otra vez; tu borrador se conserva.
fault-disk-full = El disco está lleno. No se cambió nada; libera espacio y reintenta.
fault-storage = No se pudo leer o escribir el archivo del libro.
fault-newer-schema = Este libro es de un Mealbook más nuevo. Actualiza, por favor.
fault-busy = Otro programa está usando el libro. Reintenta.
fault-not-an-image = Este archivo no es una imagen que Mealbook pueda mostrar.
fault-file-too-large = El archivo supera los { $n } MB.
fault-image-too-large = La imagen tiene más de { $n } píxeles. Guárdala más pequeña y añade esa.
fault-image-too-long = Un lado de la imagen tiene más de { $n } píxeles. Córtala en varias imágenes y añádelas todas.
fault-unknown-format = Mealbook no conoce el formato de este archivo.
fault-missing-columns = Ninguna columna de este archivo se reconoció como: { $fields }. Dale una línea de cabecera con los nombres de sus columnas.
fault-ambiguous-dates = Indica cómo se escriben las fechas en este archivo.
fault-ambiguous-numbers = Indica cómo se escriben los números en este archivo.
fault-bad-query = No se pudo leer la búsqueda.
fault-nothing-to-undo = No hay nada que deshacer, o se hizo otra cosa después.
fault-not-paired = Este navegador no está emparejado con el libro.
fault-too-many =
    { $n ->
        [one] Demasiados intentos. Espera { $n } segundo.
       *[other] Demasiados intentos. Espera { $n } segundos.
    }
fault-unreachable = No se puede contactar con Mealbook. ¿Sigue en marcha?
fault-internal = Ha sido un error de Mealbook. No se perdió nada tuyo.
fault-unknown = Ocurrió algo inesperado.

## Vocabularies

meal-breakfast = Desayuno
meal-brunch = Almuerzo tardío
meal-lunch = Comida
meal-dinner = Cena
meal-snack = Tentempié
meal-drinks = Copas
meal-dessert = Postre
meal-late-night = Trasnoche
meal-groceries = Compra
meal-other = Otra
order-dine-in = En el local
order-takeout = Para llevar
order-delivery = A domicilio
order-drive-thru = Desde el coche
order-catering = Catering
order-other = Otro
kind-purchase = Compra
kind-refund = Reembolso
kind-reimbursement-in = Devolución recibida
kind-fee = Comisión
kind-adjustment = Ajuste
status-draft = Borrador
status-unreviewed = Por revisar
status-confirmed = Confirmado
status-planned = Previsto
status-submitted = Presentado
status-approved = Aprobado
status-paid = Reembolsado
line-item = Artículo
line-modifier = Extra
line-discount = Descuento
line-tax = Impuesto
line-tip = Propina
line-service-charge = Servicio
line-delivery-fee = Gastos de envío
line-deposit = Depósito
line-cash-rounding = Redondeo
line-bank-fee = Comisión bancaria
line-difference = Diferencia
photo-meal = Comida
photo-receipt = Recibo
photo-menu = Carta
photo-other = Otra
receipt-not-needed = Ninguno
receipt-missing = Falta
receipt-present = Adjunto
receipt-verified = Comprobado
receipt-declared-missing = Declarado perdido
person-kind-colleague = Colega
person-kind-client = Cliente
person-kind-family = Familia
person-kind-friend = Amistad
person-kind-employee-external = Empleado externo
payment-kind-card = Tarjeta
payment-kind-cash = Efectivo
payment-kind-company-card = Tarjeta de empresa
payment-kind-wallet = Cartera móvil
payment-kind-voucher = Vale de comida
payment-kind-gift-card = Tarjeta regalo
payment-kind-points = Puntos
payment-kind-bank = Transferencia
service-fine-dining = Alta cocina
service-casual-dining = Restaurante informal
service-fast-casual = Comida rápida de calidad
service-quick-service = Servicio rápido
service-unknown = Desconocido
relation-refund-of = Reembolso de
relation-reimburses = Devuelve
relation-tip-slip-of = Propina de
relation-deposit-of = Anticipo de
relation-duplicate-of = Duplicado de
relation-transfer-of = Transferencia de
catalogue-place = Lugares
catalogue-merchant = Marcas
catalogue-category = Categorías
catalogue-tag = Etiquetas
catalogue-person = Personas
catalogue-payment-method = Pago
catalogue-trip = Viajes
catalogue-one-place = Lugar
catalogue-one-merchant = Marca
catalogue-one-category = Categoría
catalogue-one-tag = Etiqueta
catalogue-one-person = Persona
catalogue-one-payment-method = Medio de pago
catalogue-one-trip = Viaje
