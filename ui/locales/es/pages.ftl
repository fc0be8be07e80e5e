# Textos del resumen, calendario, catálogos, ajustes, ayuda e importación.

# Charts
chart-amount = Importe
chart-expenses = Gastos
chart-as-table = Ver como tabla
chart-as-chart = Ver como gráfico
chart-as-chart-of = Ver como gráfico: { $title }
chart-as-table-of = Ver como tabla: { $title }
pages-expenses =
    { $n ->
        [one] 1 gasto
       *[other] { $n } gastos
    }
pages-and-more =
    { $n ->
        [one] y 1 más
       *[other] y { $n } más
    }
pages-see-all = Ver todos los gastos
pages-search-meant = Ver todo lo de «{ $what }»
pages-month-choose = Mes
pages-month-previous = Mes anterior
pages-month-next = Mes siguiente
pages-month-this = Este mes
pages-week-previous = Semana anterior
pages-week-next = Semana siguiente
pages-day-previous = Día anterior
pages-day-next = Día siguiente
slice-no-meal = Sin comida indicada
slice-no-category = Sin categoría
slice-no-place = Sin lugar
slice-no-tag = Sin etiqueta

# Dashboard
dash-title = Resumen
dash-currencies = Monedas
dash-so-far = Gastado este mes hasta hoy
dash-in-month = Gastado en este mes
dash-first-days =
    { $n ->
        [one] el primer día de { $month }
       *[other] los primeros { $n } días de { $month }
    }
dash-change-more = { $amount } ({ $percent }) más que en { $period }.
dash-change-less = { $amount } ({ $percent }) menos que en { $period }.
dash-change-same = Lo mismo que en { $period }.
dash-change-new = No se gastó nada en { $period }.
dash-change-was = Entonces fueron { $amount }.
dash-last-month = Todo { $month }
dash-per-person = Coste por persona
dash-people =
    { $n ->
        [one] sobre 1 persona
       *[other] sobre { $n } personas
    }
dash-no-people = Ningún gasto dice cuántos comieron
dash-per-day = Media por día
dash-days =
    { $n ->
        [one] en 1 día
       *[other] en { $n } días
    }
dash-tips = Propinas
dash-tip-share = { $percent } del gasto
dash-trend = Doce meses
dash-trend-description = Una columna por mes. Muévete con las flechas y pulsa Intro para ver los gastos.
dash-trend-average = { $amount } al mes de media
dash-month = Mes
dash-by-meal = Por comida
dash-meal = Comida
dash-shares-description = La parte de cada uno en el total. Cada fila de la leyenda lleva a sus gastos.
dash-by-category = Por categoría
dash-category = Categoría
dash-bars-description = Una barra por fila, la más larga primero. Cada fila lleva a sus gastos.
dash-top-places = Lugares principales
dash-place = Lugar
dash-twelve-months = Últimos doce meses
dash-no-places = Ningún gasto de los últimos doce meses nombra un lugar.
dash-nothing-this-month = No se gastó nada en este mes.
dash-empty-title = Tu libro está vacío
dash-empty-text = Añade una primera comida o trae tus gastos de otro programa.
dash-add-first = Añadir una comida
dash-import = Importar un archivo
dash-quiet-title = Nada en los doce meses anteriores
dash-quiet-text = Tus gastos son de otras fechas. Elige otro mes o míralos todos.

# Calendar
calendar-title = Calendario
calendar-choose = Periodo mostrado
calendar-span = Mostrar
calendar-month = Mes
calendar-week = Semana
calendar-day = Día
calendar-nothing = sin gastos
calendar-nothing-eaten = Nada apuntado este día.
calendar-add = Añadir
calendar-add-on = Añadir el { $day }
calendar-all = Ver todos
calendar-less = menos
calendar-more = más
calendar-heat = Cuanto más intenso el color de un día, más se gastó en { $currency }.
calendar-by-meal = Por comida, en { $currency }

# Catalogues
catalogue-title = Lugares, categorías y personas
catalogue-search = Buscar por nombre
catalogue-not-found = Nada se llama «{ $text }»
catalogue-order = Orden
catalogue-order-name = Por nombre
catalogue-order-uses = Más usados
catalogue-order-recent = Usados por último
catalogue-with-archived = Mostrar archivados
catalogue-archived = Archivado
catalogue-archive = Archivar
catalogue-unarchive = Sacar del archivo
catalogue-more-actions = Más acciones
catalogue-uses =
    { $n ->
        [one] 1 gasto
       *[other] { $n } gastos
    }
catalogue-up = Subir { $name }
catalogue-down = Bajar { $name }
catalogue-new-place = Nuevo lugar
catalogue-new-merchant = Nueva marca
catalogue-new-category = Nueva categoría
catalogue-new-tag = Nueva etiqueta
catalogue-new-person = Nueva persona
catalogue-new-payment-method = Nuevo medio de pago
catalogue-new-trip = Nuevo viaje
catalogue-edit-place = Editar lugar
catalogue-edit-merchant = Editar marca
catalogue-edit-category = Editar categoría
catalogue-edit-tag = Editar etiqueta
catalogue-edit-person = Editar persona
catalogue-edit-payment-method = Editar medio de pago
catalogue-edit-trip = Editar viaje
catalogue-empty-place = Aún no hay lugares
catalogue-empty-merchant = Aún no hay marcas
catalogue-empty-category = Aún no hay categorías
catalogue-empty-tag = Aún no hay etiquetas
catalogue-empty-person = Aún no hay nadie
catalogue-empty-payment-method = Aún no hay medios de pago
catalogue-empty-trip = Aún no hay viajes
catalogue-empty-text = También aparecen solos cuando los nombras en un gasto.
catalogue-merge = Fusionar con otro
catalogue-delete = Eliminar
catalogue-delete-title = ¿Eliminar { $name }?
catalogue-delete-keeps-name =
    { $n ->
        [one] Su único gasto se queda y conserva el nombre con el que se apuntó.
       *[other] Sus { $n } gastos se quedan y conservan el nombre con el que se apuntaron.
    } Puedes deshacerlo.
catalogue-delete-keeps-expenses =
    { $n ->
        [one] Su único gasto se queda; nada más cambia en él.
       *[other] Sus { $n } gastos se quedan; nada más cambia en ellos.
    } Puedes deshacerlo.
catalogue-delete-unused = Ningún gasto lo usa. Puedes deshacerlo.
catalogue-same-name = Hay otro que se llama { $name }. Si son el mismo, fusiónalos; si no, deja los dos.
catalogue-merged = Esto se fusionó con otro.
catalogue-merged-open = Abrirlo
catalogue-unused = Ningún gasto lo usa todavía.
catalogue-visits =
    { $n ->
        [one] 1 gasto
       *[other] { $n } gastos
    }, el último el { $day }
catalogue-spent = Gastado
catalogue-per-visit = Media
catalogue-line = Gasto de los últimos doce meses, como mucho { $amount } en un mes
catalogue-line-label = Últimos doce meses
catalogue-show-expenses = Ver sus gastos
catalogue-same-again = Como la última vez
merge-title = Fusionar { $name }
merge-into = Con
merge-choose-hint = Elige el que se queda.
merge-says =
    { $n ->
        [one] El único gasto de { $from } pasa a { $into }.
       *[other] Los { $n } gastos de { $from } pasan a { $into }.
    } { $from } desaparece de la lista. Se deshace de una vez.
merge-says-unused = Ningún gasto usa { $from }. Desaparece de la lista en favor de { $into }. Se deshace de una vez.
merge-do = Fusionar
detail-name = Nombre
detail-not-said = Sin indicar
detail-branch = Sucursal
detail-merchant = Marca
detail-cuisine = Cocina
detail-service-level = Servicio
detail-price-level = Nivel de precios
detail-rating = Valoración
detail-favorite = Favorito
detail-wish-list = En la lista de deseos
detail-defaults = Propuesto para gastos nuevos
detail-default-category = Categoría
detail-default-currency = Moneda
detail-default-tip = Propina habitual en %
detail-tz = Zona horaria
detail-address = Dirección
detail-address-1 = Calle y número
detail-address-2 = Dirección, segunda línea
detail-postal-code = Código postal
detail-locality = Localidad
detail-region-name = Región
detail-country = País
detail-located-within = Dentro de (centro, estación, aeropuerto)
detail-contact = Contacto
detail-phone = Teléfono
detail-website = Sitio web
detail-email = Correo electrónico
detail-description = Descripción
detail-notes = Notas
detail-short-name = Nombre corto
detail-menu-focus = Conocido por
detail-format = Tipo de negocio
detail-chain = Una cadena con varios locales
detail-aliases = Nombres en los extractos
detail-aliases-hint = Uno por línea. Una importación reconoce la marca por ellos.
detail-parent = Parte de
detail-color = Color
detail-icon = Imagen
detail-person-kind = Relación
detail-company = Empresa
detail-payment-kind = Tipo
detail-currency = Moneda
detail-last4 = Últimas cuatro cifras
detail-starts-on = Desde
detail-ends-on = Hasta
detail-days = Días
detail-purpose = Motivo
catalogue-price-0 = Gratis
catalogue-price-1 = Barato
catalogue-price-2 = Moderado
catalogue-price-3 = Caro
catalogue-price-4 = Muy caro
catalogue-color-none = Sin color
catalogue-color-red = Rojo
catalogue-color-orange = Naranja
catalogue-color-amber = Ámbar
catalogue-color-olive = Oliva
catalogue-color-green = Verde
catalogue-color-teal = Verde azulado
catalogue-color-blue = Azul
catalogue-color-indigo = Índigo
catalogue-color-violet = Violeta
catalogue-color-magenta = Magenta
catalogue-color-pink = Rosa
catalogue-color-slate = Pizarra
catalogue-icon-none = Sin imagen
catalogue-icon-utensils = Cubiertos
catalogue-icon-coffee = Café
catalogue-icon-burger = Hamburguesa
catalogue-icon-tray = Bandeja
catalogue-icon-truck = Camión
catalogue-icon-bike = Bicicleta
catalogue-icon-basket = Cesta
catalogue-icon-carrot = Zanahoria
catalogue-icon-bread = Pan
catalogue-icon-glass = Copa
catalogue-icon-icecream = Helado
catalogue-icon-cookie = Galleta
catalogue-icon-cake = Tarta
catalogue-icon-suitcase = Maleta
catalogue-icon-bed = Cama
catalogue-icon-train = Tren
catalogue-icon-briefcase = Maletín
catalogue-icon-handshake = Apretón de manos
catalogue-icon-users = Personas
catalogue-icon-dots = Puntos

# Settings
settings-title = Ajustes
settings-demo = Este libro contiene datos de prueba. Todo funciona como en uno real; elimina los gastos de prueba cuando quieras.
settings-look = Aspecto
settings-theme = Tema
settings-theme-system = Sistema
settings-theme-light = Claro
settings-theme-dark = Oscuro
settings-theme-contrast = Alto contraste
settings-density = Listas
settings-density-comfortable = Amplias
settings-density-compact = Compactas
settings-hide-amounts = Ocultar importes
settings-hide-amounts-hint = Los importes se tapan hasta que lo desactives.
settings-region = Idioma y región
settings-language = Idioma
settings-of-device = Como el dispositivo
settings-mirrored = Inglés reflejado (para probar de derecha a izquierda)
settings-locale = Números y fechas
settings-locale-hint = Cómo se escriben importes y días, sea cual sea el idioma.
settings-of-language = Como el idioma
settings-of-region = Como la región
settings-week-start = La semana empieza el
settings-date-order = Fechas escritas como 3/4
settings-date-order-hint = Para las frases rápidas. En los archivos se pregunta al importar.
settings-day-first = Primero el día: 3 de abril
settings-month-first = Primero el mes: 4 de marzo
settings-money = Dinero y días
settings-home-currency = Moneda principal
settings-home-currency-hint = Para gastos nuevos. Los ya apuntados conservan la suya.
settings-day-end = El día termina a las
settings-day-end-hint = Una comida después de medianoche pero antes de esta hora cuenta para la noche anterior.
settings-midnight = Medianoche
settings-storage = Tus datos
settings-storage-text = Todo se queda en este dispositivo, en un archivo. No se envía nada a ninguna parte.
settings-trash = Papelera
settings-about = Acerca de
about-licence = Software libre con licencia MIT. Iconos según Lucide (licencia ISC).
doctor-run = Comprobar el libro
doctor-running = Comprobando cada total, foto y referencia…
doctor-clean = Todo está en orden.
doctor-damaged = Hay algo mal. No se ha cambiado nada; copia el archivo antes de seguir.
doctor-where = El libro está aquí
doctor-copy-path = Copiar la ruta
doctor-size = Tamaño
doctor-looked-at = { $n } comprobados
doctor-check-integrity = El archivo mismo
doctor-check-foreign-keys = Referencias entre filas
doctor-check-totals = Totales de los gastos
doctor-check-blobs = Fotos contra sus huellas
doctor-check-outbox = Cambios anotados
doctor-check-history = Historial
doctor-check-full-text = Índice de búsqueda

# Help
help-title = Ayuda
help-contents = Contenido

# Import
import-title = Importar
import-intro = Trae tus gastos de otro programa. Ves lo que va a pasar antes de guardar nada.
import-choose = Elige un archivo CSV o JSON
import-drop = o suéltalo aquí
import-formats-title = Qué se puede leer
import-format-csv = CSV con una línea de encabezado: fecha, importe, moneda, restaurante o beneficiario, categoría, comida, etiquetas, notas, comensales. Las columnas pueden ir en cualquier orden.
import-format-json = Exportaciones CSV y JSON del registro de comidas original.
import-format-again = Importar otra vez el mismo archivo no añade nada dos veces.
import-reading = Leyendo { $name }…
import-how = Leído como { $format }, { $encoding }.
import-format-name-original-csv = CSV del registro de comidas
import-format-name-original-json = JSON del registro de comidas
import-format-name-generic-csv = CSV con encabezado
import-format-name-generic-json = lista JSON
import-format-name-simplifi-csv = CSV de Quicken Simplifi
import-count-new = nuevos
import-count-known = ya están
import-count-problems = ilegibles
import-commit =
    { $n ->
        [one] Importar 1 gasto
       *[other] Importar { $n } gastos
    }
import-commit-later = Importar
import-saving = Importando…
import-progress = { $done } de { $rows } filas
import-other-file = Elegir otro archivo
import-decide-first = Decide primero la pregunta de arriba.
import-nothing-new = No hay nada nuevo en este archivo.
import-one-undo = Toda la importación se deshace de una vez.
import-dates-open = El archivo escribe fechas como { $example }. ¿Cómo se leen?
import-numbers-open = El archivo escribe importes como { $example }. ¿Qué signo separa los decimales?
import-decimal-mark = Signo decimal
import-comma = Coma: 12,50
import-point = Punto: 12.50
import-sign = Qué significa el signo menos
import-sign-positive = 12,50 es un gasto, −12,50 volvió
import-sign-negative = −12,50 es un gasto, 12,50 volvió
import-sign-plus = 12,50 es un gasto, +12,50 volvió
import-sign-note = Los importes con signo menos se leen como gastos, como los escriben los bancos. Puedes cambiarlo abajo.
import-sample = Las primeras filas
import-line = Línea
import-state = Estado
import-new = nuevo
import-known = ya está
import-understood = Cómo se entendió el archivo
import-currency = Filas sin moneda
import-home-currency = Moneda principal ({ $currency })
import-encoding = Codificación
import-automatic = Automática
import-automatic-is = Automática ({ $found })
import-column = Columna
import-becomes = Se convierte en
import-ignored = no se usa
import-problems =
    { $n ->
        [one] 1 fila no se puede leer
       *[other] { $n } filas no se pueden leer
    }
import-problems-text = Se dejan fuera; todo lo demás se importa.
import-field = Campo
import-reason = Motivo
import-found = Encontrado
import-done =
    { $n ->
        [one] Se ha añadido 1 gasto
       *[other] Se han añadido { $n } gastos
    }
import-done-nothing = No se ha añadido nada
import-done-text =
    { $n ->
        [one] 1 fila
       *[other] { $n } filas
    } de { $name }; { $known } ya estaban.
import-undo = Deshacer la importación
import-field-date = Fecha
import-field-time = Hora
import-field-instant-utc = Fecha y hora (UTC)
import-field-amount = Importe
import-field-debit = Importe gastado
import-field-credit = Importe recibido
import-field-currency = Moneda
import-field-place = Lugar
import-field-merchant = Marca
import-field-category = Categoría
import-field-subcategory = Categoría, nivel inferior
import-field-meal-type = Comida
import-field-order-type = Pedido
import-field-tags = Etiquetas
import-field-notes = Notas
import-field-party-size = Comensales
import-field-tip = Propina
import-field-tax = Impuesto
import-field-cleared-date = Fecha del cargo
import-field-kind = Tipo
import-field-row = La fila
import-reason-missing = falta
import-reason-not-a-date = no es una fecha
import-reason-year-out-of-range = año imposible
import-reason-not-a-time = no es una hora
import-reason-not-an-amount = no es un importe
import-reason-too-many-decimals = más decimales de los que tiene la moneda
import-reason-too-large = demasiado grande
import-reason-not-a-currency = no es una moneda
import-reason-ambiguous-currency = el símbolo es de varias monedas
import-reason-not-a-count = no es un número entero
import-reason-too-long = demasiado largo
import-reason-not-a-row = fila ilegible
