# Mealbook auf Deutsch. Die Ansichten für Zahlen und Listen stehen in de/pages.ftl.

## Around the screens

nav-main = Hauptmenü
nav-timeline = Zeitleiste
nav-dashboard = Übersicht
nav-calendar = Kalender
nav-search = Suche
nav-organise = Verwalten
nav-import = Import
nav-trash = Papierkorb
nav-settings = Einstellungen
nav-help = Hilfe
nav-more = Weitere Bereiche
skip-to-content = Zum Inhalt springen
add-meal = Neue Mahlzeit
add-with-camera = Mahlzeit oder Beleg fotografieren
add = Erfassen
drop-here = Loslassen, um eine Mahlzeit mit diesem Foto zu erfassen
undo = Rückgängig
redo = Wiederholen
undone = Rückgängig gemacht: { $action }
redone = Wiederholt: { $action }
done = Gespeichert
close = Schließen
cancel = Abbrechen
dismiss = Meldung schließen
save = Speichern
go = Los
has-prefix = Mit: { $what }
not-prefix = nicht { $what }
span-from = ab { $day }
span-until = bis { $day }
apply = Anwenden
edit = Bearbeiten
delete = Löschen
restore = Wiederherstellen
duplicate = Duplizieren
more = Mehr
other = Sonstiges
any = Beliebig
yes = Ja
no = Nein
not-said = Keine Angabe
loading = Wird geladen …
failed-title = Das konnte nicht geladen werden
try-again = Erneut versuchen
today = Heute
yesterday = Gestern
tomorrow = Morgen
and-more = und { $n } weitere
create-named = „{ $name }“ anlegen
remove-named = { $name } entfernen
select-named = { $name } auswählen
clear-field = { $field } leeren
selected = { $n } ausgewählt
meals-count =
    { $n ->
        [one] { $n } Mahlzeit
       *[other] { $n } Mahlzeiten
    }
people-count =
    { $n ->
        [one] { $n } Person
       *[other] { $n } Personen
    }
drafts-count =
    { $n ->
        [one] { $n } unfertige Mahlzeit
       *[other] { $n } unfertige Mahlzeiten
    }
with-people = mit { $people }
per-person = { $amount } pro Person
per-person-label = Pro Person
no-place = Ohne Ort
no-trip = Ohne Reise
amount-hidden = Betrag verborgen
amount-minus = minus { $amount }
hide-amounts = Beträge verbergen

## First start

welcome-title = Jede Mahlzeit in einem Buch
welcome-lead = Mealbook hält fest, was du für Mahlzeiten ausgibst. Gespeichert wird sofort auf diesem Gerät, mit oder ohne Netz.
welcome-point-photo = Beleg fotografieren oder „Mittagessen 12,50 bei Tacos mit Ana“ tippen
welcome-point-local = Kein Konto. Dein Buch ist eine Datei auf deiner Platte
welcome-point-undo = Alles lässt sich rückgängig machen, nichts geht verloren
welcome-currency = Heimatwährung
welcome-currency-hint = Jede Mahlzeit kann ihre eigene Währung haben; diese wird zuerst vorgeschlagen.
welcome-demo = Mit Beispieldaten ausprobieren
welcome-demo-busy = Zwei Jahre Mahlzeiten werden gekocht …
welcome-empty = Leer beginnen
welcome-hint = Leer beginnen geht auch später.
pair-title = Dieses Mealbook verlangt einen Code
pair-text = Der Kopplungscode steht auf dem Rechner, der das Buch bereitstellt.
pair-action = Code eingeben
rescued-title = Das Buch war beschädigt und wurde gerettet
rescued-text =
    { $n ->
        [one] { $n } Zeile konnte gelesen werden und ist jetzt im Buch. Die beschädigte Datei wurde unverändert beiseitegelegt:
       *[other] { $n } Zeilen konnten gelesen werden und sind jetzt im Buch. Die beschädigte Datei wurde unverändert beiseitegelegt:
    }
rescued-incomplete = Nicht vollständig lesbar waren: { $tables }
rescued-copy = Ort kopieren
rescued-understood = Verstanden

## Timeline and lists

timeline-empty = Noch keine Mahlzeiten
timeline-empty-text = Erfasse die erste oder übernimm, was du anderswo notiert hast.
list-end = Das ist alles.
list-keys = Auf und Ab bewegen, Leertaste wählt aus, Enter öffnet, E bearbeitet, Entf löscht. Links und Rechts führen zum Kästchen und zurück.
jump-to-day = Zu einem Tag springen
sort-by = Sortieren nach
sort-date = Datum
sort-amount = Betrag
sort-place = Ort
sort-category = Kategorie
sort-meal = Mahlzeit
sort-created = Erfassung
sort-ascending = Kleinstes oder Ältestes zuerst
sort-descending = Größtes oder Neuestes zuerst
group-by = Gruppieren nach
group-none = Ohne Gruppen
group-day = Tag
group-month = Monat
group-place = Ort
group-trip = Reise
drafts = Unfertig
draft-named = Unfertig: { $name }
draft-unnamed = eine Mahlzeit
void = Storniert
estimate = Geschätzt
beside-title = Auf einen Blick
last-month-was = { $amount } bis zu diesem Tag im Vormonat
again = Noch einmal
same-as-last = Wie beim letzten Mal
keys-move = bewegen
keys-select = auswählen

## Several at once

bulk-title = Ausgewählte Mahlzeiten
bulk-clear = Auswahl aufheben
bulk-set = { $what } setzen
bulk-shift = Datum verschieben
bulk-days = Tage
bulk-days-hint = Eine negative Zahl verschiebt in die Vergangenheit.
bulk-business = Als geschäftlich markieren
bulk-private = Als privat markieren

## The form

form-title-new = Neue Mahlzeit
form-title-edit = Mahlzeit bearbeiten
form-start-from = Beginnen mit
sentence-label = In einem Satz beschreiben
sentence-placeholder = Mittagessen 12,50 bei Tacos mit Ana, 10% Trinkgeld
sentence-clear = Satz leeren
chip-from = Aus den Worten „{ $words }“
chip-new = { $name } (neu)
chip-tip = Trinkgeld { $tip }
chip-count = { $n } gleiche Mahlzeiten
chip-note = Notiz: { $text }
decide-between = Zwei Lesarten von „{ $words }“: wähle eine
decide-first = Wähle vor dem Speichern, welche Lesart gemeint ist.
amount = Betrag
amount-hint = Insgesamt, mit Trinkgeld und Steuer. Rechnen geht: 12+3,5*2
currency = Währung
place = Ort
place-placeholder = Restaurant, Laden, Kantine
place-new = Ein neuer Ort; er wird beim Speichern angelegt.
brand = Marke
brand-placeholder = Die Kette oder Gruppe dahinter
brand-hint = Für eine Kette, oder wenn der Ort selbst nicht bekannt ist.
brand-own = Nur für diese Mahlzeit; der Ort behält seine eigene.
brand-new = Eine neue Marke; sie entsteht beim Speichern.
meal = Mahlzeit
meal-other-kind = Andere Mahlzeit
meal-unknown = Keine Angabe
date = Datum
time = Uhrzeit
category = Kategorie
tag = Schlagwort
tags = Schlagwörter
tags-placeholder = acme, Team
people = Personen
people-placeholder = Wer aß mit
party = Runde
note = Notiz
kind = Art
status = Status
order = Bestellart
payment = Bezahlt mit
trip = Reise
cleared = Auf dem Auszug
purpose = Zweck
is-business = Geschäftsessen
reimbursable = Wird erstattet
rating = Bewertung
stars =
    { $n ->
        [one] { $n } Stern
       *[other] { $n } Sterne
    }
zone = Zeitzone
zone-placeholder = Stadt oder Abstand: Tokyo, +9
zone-hint = Datum und Uhrzeit bleiben, wie sie am Tisch waren.
zone-note = Ortszeit in { $zone }
fold-tip-tax = Trinkgeld und Steuer
fold-lines = Posten der Rechnung
fold-more = Weitere Angaben
tip = Trinkgeld
tax = Steuer
subtotal = Zwischensumme
tip-mode = Wie das Trinkgeld angegeben wird
tip-by-amount = Betrag
tip-by-percent = Prozent
tip-percent = Trinkgeld in Prozent
tip-base = Prozent von
tip-base-pre-tax = der Rechnung ohne Steuer
tip-base-post-tax = der Rechnung mit Steuer
tip-base-none = der Rechnung
tip-is = { $percent } von { $base }
tip-on-top = { $percent } aufschlagen
tip-in-total = { $tip } des Betrags sind Trinkgeld.
tip-offer = Hier gibst du meist { $percent } Trinkgeld.
tip-add = Hinzufügen
parts-differ = { $amount } des Betrags erklären Zwischensumme, Steuer und Trinkgeld nicht. Das ist in Ordnung.
line-nth = Posten { $n }
line-kind = Art
line-description = Was es war
line-more = Mehr dazu
line-less = Weniger dazu
line-person = Wer es hatte
line-remove = Zeile entfernen
quantity = Menge
line-add = Posten hinzufügen
photos = Fotos
photo-take = Foto aufnehmen
photo-choose = Fotos wählen
photo-add = Foto hinzufügen
photo-hint = Oder irgendwo ablegen oder einfügen.
photo-saving = Foto wird gespeichert
photo-kind = Was es zeigt
photo-kind-nth = Foto { $n }: was es zeigt
photo-caption = Bildunterschrift
photo-caption-nth = Foto { $n }: Bildunterschrift
photo-caption-add = Bildunterschrift hinzufügen
photo-caption-edit = Bildunterschrift ändern
photo-earlier = Nach vorn: { $kind }
photo-later = Nach hinten: { $kind }
photo-moved = Jetzt Foto { $n } von { $count }
photo-view = Foto ansehen: { $kind }
photo-of = { $kind }, { $n } von { $count }
photo-previous = Vorheriges Foto
photo-next = Nächstes Foto
photo-original = Originaldatei
photo-elsewhere = Das Foto ist auf einem anderen Gerät.
save-and-new = Speichern und neu
save-count = { $n } Mahlzeiten speichern
draft-kept = Als Entwurf behalten
draft-not-kept = Der Entwurf konnte nicht behalten werden
draft-discard = Entwurf verwerfen
reason-place-default = Vom Ort
reason-usual-here = Hier üblich
reason-time-of-day = Nach der Tageszeit
reason-home-currency = Heimatwährung
reason-device-zone = Zone dieses Geräts
reason-trip-dates = Aus den Reisedaten
reason-last-used = Zuletzt benutzt
warning-future = In der Zukunft. Ist sie geplant?
warning-long-ago = Vor mehr als zehn Jahren.
warning-large-tip = Das Trinkgeld ist größer als der Rest der Rechnung.
amount-empty = Gib einen Betrag ein.
amount-not-a-number = Das ist keine Zahl und keine Rechnung.
amount-two-separators = Die Trennzeichen passen nicht zusammen.
amount-too-many-decimals =
    { $n ->
        [one] Diese Währung hat { $n } Nachkommastelle.
       *[other] Diese Währung hat { $n } Nachkommastellen.
    }
amount-too-large = Das ist mehr, als Mealbook zählen kann.
amount-too-long = Die Rechnung ist zu lang.
amount-division-by-zero = Division durch null.
problem-missing = Das wird gebraucht.
problem-malformed = Das hat nicht die richtige Form.
problem-too-large = Höchstens { $limit }.
problem-negative = Nicht unter null; eine Erstattung ist eine eigene Art.
problem-year = Das Jahr muss zwischen 1900 und 2199 liegen.
problem-unknown = Das gibt es nicht (mehr).
problem-circular = Es kann nicht zu sich selbst gehören.

## One expense

expense-title = Mahlzeit
refund-action = Erstattung …
again-here = Hier noch einmal
template-save = Als Vorlage speichern
template-name = Name der Vorlage
void-action = Stornieren
void-undo = Stornierung aufheben
void-reason = Grund (optional)
is-void = Storniert: zählt in keiner Summe. { $reason }
is-deleted = Im Papierkorb.
linked = Verknüpft
refunded-by = Erstattet durch
history = Verlauf
history-empty = Noch ist nichts geschehen.
history-added = Hinzugefügt
history-changed = Geändert
history-deleted = Gelöscht
history-restored = Wiederhergestellt
history-order = Anders geordnet
history-expense-insert = Erfasst
history-expense-update = Geändert
history-expense-delete = In den Papierkorb gelegt
history-expense-restore = Aus dem Papierkorb geholt
history-expense-line-insert = Posten hinzugefügt
history-expense-line-update = Posten geändert
history-expense-line-delete = Posten entfernt
history-expense-tag-insert = Schlagwort hinzugefügt
history-expense-tag-delete = Schlagwort entfernt
history-expense-attendee-insert = Person hinzugefügt
history-expense-attendee-delete = Person entfernt
history-expense-payment-insert = Zahlung erfasst
history-expense-payment-update = Zahlung geändert
history-expense-link-insert = Verknüpft
history-attachment-insert = Foto hinzugefügt
history-attachment-update = Foto geändert
history-attachment-delete = Foto entfernt
before = Vorher
after = Nachher
restore-value = Diesen Wert wiederherstellen
column-occurred-on = Datum
column-occurred-time = Uhrzeit
column-tz = Zeitzone
column-reporting-date = Zählt für
column-currency = Währung
column-total = Betrag
column-subtotal = Zwischensumme
column-tax = Steuer
column-tip = Trinkgeld
column-tip-base = Trinkgeld von
column-amount = Betrag
column-amount-is-estimate = Geschätzt
column-meal-type = Mahlzeit
column-order-type = Bestellart
column-party-size = Runde
column-purpose = Zweck
column-notes = Notiz
column-place = Ort
column-place-name-snapshot = Ort
column-merchant = Marke
column-category = Kategorie
column-trip = Reise
column-payment-method = Bezahlt mit
column-kind = Art
column-status = Status
column-voided-at = Storniert
column-void-reason = Grund
column-is-business = Geschäftlich
column-reimbursable = Wird erstattet
column-cleared-on = Auf dem Auszug
column-dish-rating = Bewertung
column-description = Was es war
column-quantity = Menge
column-tax-included = Steuer enthalten
column-tax-rate-bp = Steuersatz
column-line-kind = Art
column-caption = Bildunterschrift
column-file-name = Datei
column-receipt-state = Beleg
column-visibility = Sichtbar für
column-tag = Schlagwort
column-person = Person

## Trash

trash-empty = Der Papierkorb ist leer
trash-empty-text = Gelöschte Mahlzeiten warten hier, falls du sie zurückhaben willst.
trash-hint = Nichts im Papierkorb zählt in einer Summe. Wähle Mahlzeiten aus, um sie wiederherzustellen.

## Search

search-placeholder = Tacos, meal:lunch, amount:>20, with:ana
search-clear = Suche leeren
search-result = Suchergebnis
search-empty = Nichts gefunden
search-empty-text = Versuche weniger Wörter oder einen längeren Zeitraum.
saved-filters = Gespeicherte Suchen
filter-save = Diese Suche speichern
filter-name = Name der Suche
filters = Filter
filters-clear = Alle entfernen
filters-show = Ergebnis zeigen
filter-when = Wann
filter-from = Von
filter-to = Bis
filter-amount = Wie viel
filter-least = Mindestens
filter-most = Höchstens
filter-filed = Wo, mit wem, abgelegt als
filter-has = Hat oder ist
span-week = Letzte 7 Tage
span-month = Dieser Monat
span-last-month = Letzter Monat
span-year = Dieses Jahr
has-photo = Foto
has-receipt = Beleg
has-note = Notiz
has-tip = Trinkgeld
has-place = Ort
has-category = Kategorie
has-tag = Schlagwort
has-person = Begleitung
has-lines = Posten
is-free = Kostenlos
query-too-long = Die Suche ist zu lang.
query-too-many = Die Suche hat zu viele Bedingungen.
query-unknown-field = „{ $field }:“ gibt es nicht. Meintest du „{ $suggestion }:“?
query-missing-value = „{ $field }:“ braucht einen Wert.
query-bad-value = „{ $value }“ ist kein Wert von „{ $field }:“.
query-one-value = „{ $field }:“ nimmt nur einen Wert.
query-empty-range = Der Bereich von „{ $field }:“ endet, bevor er beginnt.
query-use-commas = Schreibe Alternativen mit Kommas: tag:a,b

## Palette

palette-title = Gehe zu oder tue
palette-open = Befehlspalette (Strg+K)
palette-placeholder = Suchen, irgendwohin gehen oder eine Mahlzeit tippen
palette-add = Erfassen: { $text }
palette-search = Suchen nach: { $text }

## What was done, for undo

action-add = Mahlzeit erfasst
action-edit = Mahlzeit geändert
action-bulk-edit =
    { $n ->
        [one] eine Mahlzeit geändert
       *[other] mehrere Mahlzeiten geändert ({ $n } Einträge)
    }
action-delete = Löschung
action-restore = Wiederherstellung
action-void = Stornierung
action-unvoid = Stornierung aufgehoben
action-import = ganzer Import ({ $n } Einträge)
action-restore-revision = älterer Wert wiederhergestellt
action-photo-add = Foto hinzugefügt
action-photo-edit = Foto geändert
action-photo-delete = Foto entfernt
action-place-add = Ort angelegt
action-place-edit = Ort geändert
action-merchant-add = Marke angelegt
action-merchant-edit = Marke geändert
action-category-add = Kategorie angelegt
action-category-edit = Kategorie geändert
action-tag-add = Schlagwort angelegt
action-tag-edit = Schlagwort geändert
action-person-add = Person angelegt
action-person-edit = Person geändert
action-payment-method-add = Zahlungsmittel angelegt
action-payment-method-edit = Zahlungsmittel geändert
action-trip-add = Reise angelegt
action-trip-edit = Reise geändert
action-categories-arrange = Kategorien anders geordnet
action-catalogue-delete = Eintrag gelöscht
action-archive = Eintrag archiviert
action-unarchive = Eintrag aus dem Archiv geholt
action-merge = Einträge zusammengeführt
action-template-save = Vorlage gespeichert
action-template-delete = Vorlage gelöscht
action-filter-save = Suche gespeichert
action-filter-delete = gespeicherte Suche gelöscht
action-setting = Einstellung geändert
action-demo = alle Beispieldaten ({ $n } Einträge)
action-other = Änderung

## What was done, just now

done-save-expense =
    { $n ->
        [one] Mahlzeit gespeichert
       *[other] { $n } Mahlzeiten gespeichert
    }
done-bulk-edit =
    { $n ->
        [one] { $n } Mahlzeit geändert
       *[other] { $n } Mahlzeiten geändert
    }
done-delete-expenses =
    { $n ->
        [one] Mahlzeit in den Papierkorb gelegt
       *[other] { $n } Mahlzeiten in den Papierkorb gelegt
    }
done-restore-expenses =
    { $n ->
        [one] Mahlzeit wiederhergestellt
       *[other] { $n } Mahlzeiten wiederhergestellt
    }
done-void-expenses = Stornierung geändert
done-restore-revision = Älterer Wert wiederhergestellt
done-edit-attachment = Foto geändert
done-delete-attachment = Foto entfernt
done-save-catalogue-entry = Eintrag gespeichert
done-archive-catalogue-entry = Archiv geändert
done-arrange-categories = Kategorien anders geordnet
done-delete-catalogue-entry = Eintrag gelöscht; seine Mahlzeiten bleiben
done-merge-catalogue-entries = Einträge zusammengeführt
done-save-template = Vorlage gespeichert
done-delete-template = Vorlage gelöscht
done-save-filter = Suche gespeichert
done-delete-saved-filter = Gespeicherte Suche gelöscht
done-commit-import =
    { $n ->
        [one] { $n } Mahlzeit importiert
       *[other] { $n } Mahlzeiten importiert
    }

## What went wrong

fault-invalid = Einige Felder müssen berichtigt werden.
fault-not-found = Das gibt es nicht (mehr).
fault-stale = Es wurde inzwischen anderswo geändert. Öffne es erneut; dein Entwurf bleibt erhalten.
fault-disk-full = Die Platte ist voll. Nichts wurde geändert; schaffe Platz und versuche es erneut.
fault-storage = Die Datei des Buchs konnte nicht gelesen oder geschrieben werden.
fault-newer-schema = Dieses Buch stammt von einem neueren Mealbook. Bitte aktualisiere.
fault-busy = Das Buch wird von einem anderen Programm benutzt. Versuche es erneut.
fault-not-an-image = Diese Datei ist kein Bild, das Mealbook zeigen kann.
fault-file-too-large = Die Datei ist größer als { $n } MB.
fault-image-too-large = Das Bild hat mehr als { $n } Pixel. Speichere es kleiner und füge das hinzu.
fault-image-too-long = Eine Seite des Bildes hat mehr als { $n } Pixel. Zerlege es in mehrere Bilder und füge alle hinzu.
fault-unknown-format = Das Format dieser Datei kennt Mealbook nicht.
fault-missing-columns = Keine Spalte dieser Datei wurde erkannt als: { $fields }. Gib ihr eine Kopfzeile, die ihre Spalten benennt.
fault-ambiguous-dates = Sage, wie Daten in dieser Datei geschrieben sind.
fault-ambiguous-numbers = Sage, wie Zahlen in dieser Datei geschrieben sind.
fault-bad-query = Die Suche konnte nicht gelesen werden.
fault-nothing-to-undo = Es gibt nichts rückgängig zu machen, oder seitdem geschah etwas anderes.
fault-not-paired = Dieser Browser ist nicht mit dem Buch gekoppelt.
fault-too-many =
    { $n ->
        [one] Zu viele Versuche. Warte { $n } Sekunde.
       *[other] Zu viele Versuche. Warte { $n } Sekunden.
    }
fault-unreachable = Mealbooks Kern ist nicht erreichbar. Läuft er noch?
fault-internal = Das war ein Fehler von Mealbook. Von dir ging nichts verloren.
fault-unknown = Etwas Unerwartetes ist geschehen.

## Vocabularies

meal-breakfast = Frühstück
meal-brunch = Brunch
meal-lunch = Mittagessen
meal-dinner = Abendessen
meal-snack = Snack
meal-drinks = Getränke
meal-dessert = Nachtisch
meal-late-night = Spätabends
meal-groceries = Einkauf
meal-other = Sonstiges
order-dine-in = Vor Ort
order-takeout = Zum Mitnehmen
order-delivery = Lieferung
order-drive-thru = Drive-in
order-catering = Catering
order-other = Sonstiges
kind-purchase = Kauf
kind-refund = Erstattung
kind-reimbursement-in = Rückzahlung
kind-fee = Gebühr
kind-adjustment = Korrektur
status-draft = Entwurf
status-unreviewed = Zu prüfen
status-confirmed = Bestätigt
status-planned = Geplant
status-submitted = Eingereicht
status-approved = Genehmigt
status-paid = Erstattet
line-item = Artikel
line-modifier = Extra
line-discount = Rabatt
line-tax = Steuer
line-tip = Trinkgeld
line-service-charge = Bedienung
line-delivery-fee = Liefergebühr
line-deposit = Pfand
line-cash-rounding = Rundung
line-bank-fee = Bankgebühr
line-difference = Differenz
photo-meal = Mahlzeit
photo-receipt = Beleg
photo-menu = Speisekarte
photo-other = Sonstiges
receipt-not-needed = Keiner
receipt-missing = Fehlt
receipt-present = Vorhanden
receipt-verified = Geprüft
receipt-declared-missing = Als verloren erklärt
person-kind-colleague = Kollege/Kollegin
person-kind-client = Kunde/Kundin
person-kind-family = Familie
person-kind-friend = Freund/Freundin
person-kind-employee-external = Externe Person
payment-kind-card = Karte
payment-kind-cash = Bar
payment-kind-company-card = Firmenkarte
payment-kind-wallet = Handy-Wallet
payment-kind-voucher = Essensgutschein
payment-kind-gift-card = Geschenkkarte
payment-kind-points = Punkte
payment-kind-bank = Überweisung
service-fine-dining = Gehobene Küche
service-casual-dining = Gaststätte
service-fast-casual = Fast Casual
service-quick-service = Schnellrestaurant
service-unknown = Unbekannt
relation-refund-of = Erstattung von
relation-reimburses = Erstattet
relation-tip-slip-of = Trinkgeldbeleg zu
relation-deposit-of = Anzahlung für
relation-duplicate-of = Duplikat von
relation-transfer-of = Überweisung zu
catalogue-place = Orte
catalogue-merchant = Marken
catalogue-category = Kategorien
catalogue-tag = Schlagwörter
catalogue-person = Personen
catalogue-payment-method = Zahlungsmittel
catalogue-trip = Reisen
catalogue-one-place = Ort
catalogue-one-merchant = Marke
catalogue-one-category = Kategorie
catalogue-one-tag = Schlagwort
catalogue-one-person = Person
catalogue-one-payment-method = Zahlungsmittel
catalogue-one-trip = Reise
