# Texte der Übersicht, des Kalenders, der Kataloge, der Einstellungen, der Hilfe und des Imports.

# Charts
chart-amount = Betrag
chart-expenses = Ausgaben
chart-as-table = Als Tabelle
chart-as-chart = Als Diagramm
chart-as-chart-of = Als Diagramm: { $title }
chart-as-table-of = Als Tabelle: { $title }
pages-expenses =
    { $n ->
        [one] 1 Ausgabe
       *[other] { $n } Ausgaben
    }
pages-and-more =
    { $n ->
        [one] und 1 weitere
       *[other] und { $n } weitere
    }
pages-see-all = Alle Ausgaben ansehen
pages-search-meant = Alles unter „{ $what }“ zeigen
pages-month-choose = Monat
pages-month-previous = Voriger Monat
pages-month-next = Nächster Monat
pages-month-this = Dieser Monat
pages-week-previous = Vorige Woche
pages-week-next = Nächste Woche
pages-day-previous = Voriger Tag
pages-day-next = Nächster Tag
slice-no-meal = Ohne Mahlzeit
slice-no-category = Ohne Kategorie
slice-no-place = Ohne Ort
slice-no-tag = Ohne Schlagwort

# Dashboard
dash-title = Übersicht
dash-currencies = Währungen
dash-so-far = Bisher in diesem Monat ausgegeben
dash-in-month = In diesem Monat ausgegeben
dash-first-days =
    { $n ->
        [one] am ersten Tag ({ $month })
       *[other] in den ersten { $n } Tagen ({ $month })
    }
dash-change-more = { $amount } ({ $percent }) mehr als { $period }.
dash-change-less = { $amount } ({ $percent }) weniger als { $period }.
dash-change-same = Genau so viel wie { $period }.
dash-change-new = Nichts ausgegeben { $period }.
dash-change-was = Damals waren es { $amount }.
dash-last-month = Ganzer { $month }
dash-per-person = Kosten pro Person
dash-people =
    { $n ->
        [one] über 1 Person
       *[other] über { $n } Personen
    }
dash-no-people = Keine Ausgabe nennt die Personenzahl
dash-per-day = Im Schnitt pro Tag
dash-days =
    { $n ->
        [one] über 1 Tag
       *[other] über { $n } Tage
    }
dash-tips = Trinkgeld
dash-tip-share = { $percent } der Ausgaben
dash-trend = Zwölf Monate
dash-trend-description = Eine Säule je Monat. Mit den Pfeiltasten bewegen, mit Eingabe die Ausgaben zeigen.
dash-trend-average = im Schnitt { $amount } im Monat
dash-month = Monat
dash-by-meal = Nach Mahlzeit
dash-meal = Mahlzeit
dash-shares-description = Der Anteil jedes Teils am Ganzen. Jede Zeile der Legende führt zu ihren Ausgaben.
dash-by-category = Nach Kategorie
dash-category = Kategorie
dash-bars-description = Ein Balken je Zeile, der längste zuerst. Jede Zeile führt zu ihren Ausgaben.
dash-top-places = Wichtigste Orte
dash-place = Ort
dash-twelve-months = Letzte zwölf Monate
dash-no-places = Keine Ausgabe der letzten zwölf Monate nennt einen Ort.
dash-nothing-this-month = In diesem Monat wurde nichts ausgegeben.
dash-empty-title = Dein Buch ist leer
dash-empty-text = Füge eine erste Mahlzeit hinzu oder bring deine Ausgaben aus einem anderen Programm mit.
dash-add-first = Mahlzeit hinzufügen
dash-import = Datei importieren
dash-quiet-title = Nichts in den zwölf Monaten davor
dash-quiet-text = Deine Ausgaben liegen in anderen Zeiten. Wähle einen anderen Monat oder sieh dir alle an.

# Calendar
calendar-title = Kalender
calendar-choose = Gezeigter Zeitraum
calendar-span = Zeigen
calendar-month = Monat
calendar-week = Woche
calendar-day = Tag
calendar-nothing = keine Ausgaben
calendar-nothing-eaten = An diesem Tag ist nichts erfasst.
calendar-add = Hinzufügen
calendar-add-on = Hinzufügen am { $day }
calendar-all = Alle ansehen
calendar-less = weniger
calendar-more = mehr
calendar-heat = Je kräftiger die Farbe eines Tages, desto mehr wurde in { $currency } ausgegeben.
calendar-by-meal = Nach Mahlzeit, in { $currency }

# Catalogues
catalogue-title = Orte, Kategorien und Personen
catalogue-search = Nach Namen suchen
catalogue-not-found = Nichts heißt „{ $text }“
catalogue-order = Reihenfolge
catalogue-order-name = Nach Name
catalogue-order-uses = Meistgenutzt
catalogue-order-recent = Zuletzt genutzt
catalogue-with-archived = Archivierte zeigen
catalogue-archived = Archiviert
catalogue-archive = Archivieren
catalogue-unarchive = Aus dem Archiv holen
catalogue-more-actions = Weitere Aktionen
catalogue-uses =
    { $n ->
        [one] 1 Ausgabe
       *[other] { $n } Ausgaben
    }
catalogue-up = { $name } nach oben
catalogue-down = { $name } nach unten
catalogue-new-place = Neuer Ort
catalogue-new-merchant = Neue Marke
catalogue-new-category = Neue Kategorie
catalogue-new-tag = Neues Schlagwort
catalogue-new-person = Neue Person
catalogue-new-payment-method = Neues Zahlungsmittel
catalogue-new-trip = Neue Reise
catalogue-edit-place = Ort bearbeiten
catalogue-edit-merchant = Marke bearbeiten
catalogue-edit-category = Kategorie bearbeiten
catalogue-edit-tag = Schlagwort bearbeiten
catalogue-edit-person = Person bearbeiten
catalogue-edit-payment-method = Zahlungsmittel bearbeiten
catalogue-edit-trip = Reise bearbeiten
catalogue-empty-place = Noch keine Orte
catalogue-empty-merchant = Noch keine Marken
catalogue-empty-category = Noch keine Kategorien
catalogue-empty-tag = Noch keine Schlagwörter
catalogue-empty-person = Noch niemand
catalogue-empty-payment-method = Noch keine Zahlungsmittel
catalogue-empty-trip = Noch keine Reisen
catalogue-empty-text = Sie entstehen auch von selbst, wenn du sie bei einer Ausgabe nennst.
catalogue-merge = Zusammenführen
catalogue-delete = Löschen
catalogue-delete-title = { $name } löschen?
catalogue-delete-keeps-name =
    { $n ->
        [one] Die eine Ausgabe bleibt und behält den Namen, unter dem sie erfasst wurde.
       *[other] Die { $n } Ausgaben bleiben und behalten den Namen, unter dem sie erfasst wurden.
    } Das lässt sich rückgängig machen.
catalogue-delete-keeps-expenses =
    { $n ->
        [one] Die eine Ausgabe bleibt; sonst ändert sich an ihr nichts.
       *[other] Die { $n } Ausgaben bleiben; sonst ändert sich an ihnen nichts.
    } Das lässt sich rückgängig machen.
catalogue-delete-unused = Keine Ausgabe nutzt dies. Das lässt sich rückgängig machen.
catalogue-same-name = Es gibt noch einen Eintrag namens { $name }. Ist es derselbe, führe sie zusammen; sonst lass beide stehen.
catalogue-merged = Dies wurde mit einem anderen zusammengeführt.
catalogue-merged-open = Öffnen
catalogue-unused = Noch keine Ausgabe nutzt dies.
catalogue-visits =
    { $n ->
        [one] 1 Ausgabe
       *[other] { $n } Ausgaben
    }, zuletzt am { $day }
catalogue-spent = Ausgegeben
catalogue-per-visit = Durchschnitt
catalogue-line = Ausgaben der letzten zwölf Monate, höchstens { $amount } in einem Monat
catalogue-line-label = Letzte zwölf Monate
catalogue-show-expenses = Ausgaben zeigen
catalogue-same-again = Wie beim letzten Mal
merge-title = { $name } zusammenführen
merge-into = Mit
merge-choose-hint = Wähle den Eintrag, der bleibt.
merge-says =
    { $n ->
        [one] Die eine Ausgabe von { $from } kommt zu { $into }.
       *[other] Die { $n } Ausgaben von { $from } kommen zu { $into }.
    } { $from } verschwindet aus der Liste. Ein Rückgängig nimmt alles zurück.
merge-says-unused = Keine Ausgabe nutzt { $from }. Der Eintrag verschwindet zugunsten von { $into } aus der Liste. Ein Rückgängig nimmt es zurück.
merge-do = Zusammenführen
detail-name = Name
detail-not-said = Nicht angegeben
detail-branch = Filiale
detail-merchant = Marke
detail-cuisine = Küche
detail-service-level = Service
detail-price-level = Preisniveau
detail-rating = Bewertung
detail-favorite = Favorit
detail-wish-list = Auf der Wunschliste
detail-defaults = Vorschläge für neue Ausgaben
detail-default-category = Kategorie
detail-default-currency = Währung
detail-default-tip = Übliches Trinkgeld in %
detail-tz = Zeitzone
detail-address = Adresse
detail-address-1 = Straße und Nummer
detail-address-2 = Adresszusatz
detail-postal-code = Postleitzahl
detail-locality = Ort
detail-region-name = Region
detail-country = Land
detail-located-within = Innerhalb von (Einkaufszentrum, Bahnhof, Flughafen)
detail-contact = Kontakt
detail-phone = Telefon
detail-website = Website
detail-email = E-Mail
detail-description = Beschreibung
detail-notes = Notizen
detail-short-name = Kurzname
detail-menu-focus = Bekannt für
detail-format = Art des Betriebs
detail-chain = Eine Kette mit mehreren Orten
detail-aliases = Namen auf Abrechnungen
detail-aliases-hint = Einer je Zeile. Ein Import erkennt die Marke daran.
detail-parent = Gehört zu
detail-color = Farbe
detail-icon = Bild
detail-person-kind = Beziehung
detail-company = Firma
detail-payment-kind = Art
detail-currency = Währung
detail-last4 = Letzte vier Ziffern
detail-starts-on = Von
detail-ends-on = Bis
detail-days = Tage
detail-purpose = Zweck
catalogue-price-0 = Kostenlos
catalogue-price-1 = Günstig
catalogue-price-2 = Mittel
catalogue-price-3 = Teuer
catalogue-price-4 = Sehr teuer
catalogue-color-none = Keine Farbe
catalogue-color-red = Rot
catalogue-color-orange = Orange
catalogue-color-amber = Bernstein
catalogue-color-olive = Oliv
catalogue-color-green = Grün
catalogue-color-teal = Petrol
catalogue-color-blue = Blau
catalogue-color-indigo = Indigo
catalogue-color-violet = Violett
catalogue-color-magenta = Magenta
catalogue-color-pink = Rosa
catalogue-color-slate = Schiefer
catalogue-icon-none = Kein Bild
catalogue-icon-utensils = Besteck
catalogue-icon-coffee = Kaffee
catalogue-icon-burger = Burger
catalogue-icon-tray = Tablett
catalogue-icon-truck = Imbisswagen
catalogue-icon-bike = Fahrrad
catalogue-icon-basket = Korb
catalogue-icon-carrot = Karotte
catalogue-icon-bread = Brot
catalogue-icon-glass = Glas
catalogue-icon-icecream = Eis
catalogue-icon-cookie = Keks
catalogue-icon-cake = Torte
catalogue-icon-suitcase = Koffer
catalogue-icon-bed = Bett
catalogue-icon-train = Zug
catalogue-icon-briefcase = Aktentasche
catalogue-icon-handshake = Händedruck
catalogue-icon-users = Personen
catalogue-icon-dots = Punkte

# Settings
settings-title = Einstellungen
settings-demo = Dieses Buch enthält Beispieldaten. Alles geht wie in einem echten; lösche die Beispiele, wann du willst.
settings-look = Aussehen
settings-theme = Farbschema
settings-theme-system = System
settings-theme-light = Hell
settings-theme-dark = Dunkel
settings-theme-contrast = Hoher Kontrast
settings-density = Listen
settings-density-comfortable = Luftig
settings-density-compact = Dicht
settings-hide-amounts = Beträge verbergen
settings-hide-amounts-hint = Beträge sind verdeckt, bis du dies ausschaltest.
settings-region = Sprache und Region
settings-language = Sprache
settings-of-device = Wie das Gerät
settings-mirrored = Gespiegeltes Englisch (Test rechts nach links)
settings-locale = Zahlen und Daten
settings-locale-hint = Wie Beträge und Tage geschrieben werden, gleich in welcher Sprache.
settings-of-language = Wie die Sprache
settings-of-region = Wie die Region
settings-week-start = Die Woche beginnt am
settings-date-order = Getippte Daten wie 3/4
settings-date-order-hint = Für Sätze. Bei Dateien wird beim Import gefragt.
settings-day-first = Tag zuerst: 3. April
settings-month-first = Monat zuerst: 4. März
settings-money = Geld und Tage
settings-home-currency = Heimatwährung
settings-home-currency-hint = Für neue Ausgaben. Erfasste behalten ihre.
settings-day-end = Der Tag endet um
settings-day-end-hint = Eine Mahlzeit nach Mitternacht, aber vor dieser Zeit, zählt zum Abend davor.
settings-midnight = Mitternacht
settings-storage = Deine Daten
settings-storage-text = Alles bleibt auf diesem Gerät, in einer Datei. Nichts wird irgendwohin geschickt.
settings-trash = Papierkorb
settings-about = Über
about-licence = Freie Software unter der MIT-Lizenz. Symbole nach Lucide (ISC-Lizenz).
doctor-run = Buch prüfen
doctor-running = Jede Summe, jedes Foto und jeder Verweis wird geprüft …
doctor-clean = Alles ist in Ordnung.
doctor-damaged = Etwas stimmt nicht. Nichts wurde geändert; kopiere die Datei, bevor du weitermachst.
doctor-where = Das Buch liegt hier
doctor-copy-path = Pfad kopieren
doctor-size = Größe
doctor-looked-at = { $n } geprüft
doctor-check-integrity = Die Datei selbst
doctor-check-foreign-keys = Verweise zwischen Zeilen
doctor-check-totals = Summen der Ausgaben
doctor-check-blobs = Fotos gegen ihre Prüfsummen
doctor-check-outbox = Aufgezeichnete Änderungen
doctor-check-history = Verlauf
doctor-check-full-text = Suchindex

# Help
help-title = Hilfe
help-contents = Inhalt

# Import
import-title = Import
import-intro = Bring deine Ausgaben aus einem anderen Programm mit. Du siehst vorher, was geschieht.
import-choose = CSV- oder JSON-Datei wählen
import-drop = oder hierher ziehen
import-formats-title = Was gelesen werden kann
import-format-csv = CSV mit Kopfzeile: Datum, Betrag, Währung, Restaurant oder Empfänger, Kategorie, Mahlzeit, Schlagwörter, Notizen, Personenzahl. Die Reihenfolge der Spalten ist gleich.
import-format-json = CSV- und JSON-Exporte des ursprünglichen Essensausgaben-Programms.
import-format-again = Dieselbe Datei noch einmal zu importieren fügt nichts doppelt hinzu.
import-reading = { $name } wird gelesen …
import-how = Gelesen als { $format }, { $encoding }.
import-format-name-original-csv = CSV des Essensprogramms
import-format-name-original-json = JSON des Essensprogramms
import-format-name-generic-csv = CSV mit Kopfzeile
import-format-name-generic-json = JSON-Liste
import-format-name-simplifi-csv = CSV von Quicken Simplifi
import-count-new = neu
import-count-known = schon da
import-count-problems = nicht lesbar
import-commit =
    { $n ->
        [one] 1 Ausgabe importieren
       *[other] { $n } Ausgaben importieren
    }
import-commit-later = Importieren
import-saving = Wird importiert …
import-progress = { $done } von { $rows } Zeilen
import-other-file = Andere Datei wählen
import-decide-first = Bitte zuerst die Frage oben entscheiden.
import-nothing-new = In dieser Datei ist nichts Neues.
import-one-undo = Der ganze Import lässt sich in einem Schritt zurücknehmen.
import-dates-open = Die Datei schreibt Daten wie { $example }. Wie ist das zu lesen?
import-numbers-open = Die Datei schreibt Beträge wie { $example }. Welches Zeichen trennt die Dezimalen?
import-decimal-mark = Dezimalzeichen
import-comma = Komma: 12,50
import-point = Punkt: 12.50
import-sign = Was ein Minus bedeutet
import-sign-positive = 12,50 ausgegeben, −12,50 kam zurück
import-sign-negative = −12,50 ausgegeben, 12,50 kam zurück
import-sign-plus = 12,50 ausgegeben, +12,50 kam zurück
import-sign-note = Beträge mit Minus gelten als ausgegeben, wie Banken sie schreiben. Unten lässt sich das ändern.
import-sample = Die ersten Zeilen
import-line = Zeile
import-state = Stand
import-new = neu
import-known = schon da
import-understood = Wie die Datei verstanden wurde
import-currency = Zeilen ohne Währung
import-home-currency = Heimatwährung ({ $currency })
import-encoding = Zeichensatz
import-automatic = Automatisch
import-automatic-is = Automatisch ({ $found })
import-column = Spalte
import-becomes = Wird zu
import-ignored = nicht verwendet
import-problems =
    { $n ->
        [one] 1 Zeile ist nicht lesbar
       *[other] { $n } Zeilen sind nicht lesbar
    }
import-problems-text = Sie werden ausgelassen; alles andere wird importiert.
import-field = Feld
import-reason = Grund
import-found = Gefunden
import-done =
    { $n ->
        [one] 1 Ausgabe wurde hinzugefügt
       *[other] { $n } Ausgaben wurden hinzugefügt
    }
import-done-nothing = Nichts wurde hinzugefügt
import-done-text =
    { $n ->
        [one] 1 Zeile
       *[other] { $n } Zeilen
    } aus { $name }; { $known } waren schon da.
import-undo = Import zurücknehmen
import-field-date = Datum
import-field-time = Uhrzeit
import-field-instant-utc = Datum und Zeit (UTC)
import-field-amount = Betrag
import-field-debit = Ausgegebener Betrag
import-field-credit = Erhaltener Betrag
import-field-currency = Währung
import-field-place = Ort
import-field-merchant = Marke
import-field-category = Kategorie
import-field-subcategory = Kategorie, untere Ebene
import-field-meal-type = Mahlzeit
import-field-order-type = Bestellart
import-field-tags = Schlagwörter
import-field-notes = Notizen
import-field-party-size = Personen
import-field-tip = Trinkgeld
import-field-tax = Steuer
import-field-cleared-date = Buchungsdatum
import-field-kind = Art
import-field-row = Die Zeile
import-reason-missing = fehlt
import-reason-not-a-date = kein Datum
import-reason-year-out-of-range = unmögliches Jahr
import-reason-not-a-time = keine Uhrzeit
import-reason-not-an-amount = kein Betrag
import-reason-too-many-decimals = mehr Nachkommastellen als die Währung
import-reason-too-large = zu groß
import-reason-not-a-currency = keine Währung
import-reason-ambiguous-currency = das Zeichen steht für mehrere Währungen
import-reason-not-a-count = keine ganze Zahl
import-reason-too-long = zu lang
import-reason-not-a-row = unlesbare Zeile
