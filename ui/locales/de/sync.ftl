# Konten, Geräte und Abgleich auf Deutsch.

## Sync: how far device and service are

settings-sync = Abgleich
sync-begin = Mit deinen anderen Geräten abgleichen
sync-label = Abgleich: { $state }
sync-now = Jetzt abgleichen
sync-do-choose = Wählen
sync-pending = { $n } zu senden
sync-fact-pending = Zu sendende Änderungen
sync-fact-photos-up = Zu sendende Fotos
sync-fact-photos-down = Zu holende Fotos
sync-fact-last = Zuletzt
sync-local-only = Auf diesem Gerät
sync-local-only-text = Dieses Buch lebt nur auf diesem Gerät.
sync-choose = Eine Wahl steht an
sync-choose-text = Dein Konto hat schon Mahlzeiten. Sag, was aus denen auf diesem Gerät wird; bis dahin wird nichts gesendet.
sync-up-to-date = Auf dem neuesten Stand
sync-up-to-date-text = Alles ist gesendet, und alles ist hier.
sync-waiting = { $n } zu senden
sync-waiting-text = Sie sind hier gespeichert und gehen von selbst hinaus.
sync-syncing = Gleicht ab
sync-syncing-text = Änderungen werden ausgetauscht. Du kannst weiterarbeiten.
sync-first = Holt deine Mahlzeiten: { $n } %
sync-first-text = Dieses Gerät bekommt seine erste Kopie. Du kannst schon anfangen; der Rest kommt nach.
sync-photos =
    { $n ->
        [one] Ein Foto zu senden
       *[other] { $n } Fotos zu senden
    }
sync-photos-text = Alles andere ist ausgetauscht. Die Fotos folgen.
sync-offline = Ohne Netz
sync-offline-text = Der Dienst ist nicht zu erreichen. Alles geht; deine Änderungen warten hier und gehen später hinaus.
sync-captive = Dieses Netz will eine Anmeldung
sync-captive-text = Etwas anderes antwortet an Stelle des Dienstes, wie in Hotels und Zügen. Öffne einen Browser und melde dich im Netz an; deine Änderungen warten hier.
sync-later = Versucht es später wieder
sync-later-text = Der Dienst bat zu warten oder hat versagt. Nächster Versuch: { $when }.
sync-signed-out = Abgemeldet
sync-signed-out-text = Melde dich an, um abzugleichen. Deine Änderungen bleiben bis dahin hier.
sync-revoked = Kein Mitglied mehr
sync-revoked-text = Du wurdest aus diesem Bereich entfernt. Was auf diesem Gerät ist, bleibt, bis du es entfernst.
sync-deleted = Der Bereich wurde gelöscht
sync-deleted-text = Wer ihn besitzt, hat ihn gelöscht. Was auf diesem Gerät ist, bleibt, bis du es entfernst.
sync-update = Mealbook braucht eine neue Version
sync-update-text = Der Dienst spricht nicht mehr mit dieser Version. Hier geht alles, und deine Änderungen bleiben.
sync-disk-full = Der Datenträger ist voll
sync-disk-full-text = Der Abgleich wartet, bis Platz ist.
sync-not-synced = Nur auf diesem Gerät
sync-not-synced-text = Dieser Bereich wird nicht mit deinem Konto abgeglichen.
row-pending = Noch nicht gesendet
row-conflict = Zwei Werte: entscheide, welcher gilt
row-refused = Vom Dienst abgelehnt
notice-many-deleted = { $who } hat { $n } Mahlzeiten auf einmal gelöscht. Sie sind im Papierkorb.
notice-healed =
    { $n ->
        [one] Der Dienst wurde aus einer Sicherung hergestellt. Dieses Gerät hat ihm eine verlorene Änderung zurückgegeben.
       *[other] Der Dienst wurde aus einer Sicherung hergestellt. Dieses Gerät hat ihm { $n } verlorene Änderungen zurückgegeben.
    }
notice-clock-off =
    { $n ->
        [one] Die Uhr dieses Geräts geht eine Minute falsch. Die Zeiten deiner Änderungen werden berichtigt.
       *[other] Die Uhr dieses Geräts geht { $n } Minuten falsch. Die Zeiten deiner Änderungen werden berichtigt.
    }
notice-photo-lost = Ein Foto ging verloren, bevor es gesendet werden konnte.
somebody = Jemand
back = Zurück
open = Öffnen
copy = Kopieren
save-file = Als Datei sichern
more-of = Mehr zu { $name }

## What is asked

ask-missing = Das wird gebraucht.
ask-email = Das ist keine E-Mail-Adresse.
ask-password-short = Mindestens { $n } Zeichen.
ask-password-long = Dieses Passwort ist zu lang.
ask-field-server = Server
ask-field-name = Name
ask-field-email = E-Mail-Adresse
ask-field-password = Passwort
ask-field-code = Code

## The account

account-title = Konto
account-local = Dieses Buch lebt nur auf diesem Gerät und darf das für immer: Nichts fehlt, und nichts spricht mit einem Netz. Ein Konto hält es im Gleichschritt mit deinen anderen Geräten und mit anderen Menschen.
account-create = Konto anlegen
account-create-do = Konto anlegen
account-create-text = Du bekommst einen Code per E-Mail. Alles in diesem Buch bleibt und kommt mit.
account-login = Anmelden
account-login-do = Anmelden
account-login-text = Mit einem Konto, das du von einem anderen Gerät hast.
account-login-again = Wieder anmelden
account-login-again-text = Dieses Buch gehört zu diesem Konto. Was nicht gesendet wurde, bleibt und geht danach hinaus.
account-verify = Sieh in deine E-Mails
account-verify-do = Bestätigen
account-verify-text = Ein Code ist unterwegs an { $email }. Das kann eine Minute dauern; sieh auch im Spam nach.
account-mail-code = Code aus der E-Mail
account-send-again = Noch einmal senden
account-code-sent = Wenn es dieses Konto gibt, ist ein Code unterwegs.
account-code-sent-again = Der Code wurde noch einmal gesendet.
account-other-address = Andere Adresse nehmen
account-forgot = Passwort vergessen
account-forgot-title = Ein neues Passwort
account-forgot-text = Du bekommst per E-Mail einen Code, der ein neues Passwort erlaubt.
account-forgot-do = Code senden
account-have-code = Ich habe einen Code
account-reset = Neues Passwort wählen
account-reset-text = Danach muss sich jedes Gerät wieder anmelden, auch dieses.
account-reset-do = Passwort setzen
account-password-changed = Das Passwort ist geändert. Melde dich damit an.
account-password-changed-here = Das Passwort ist geändert. Deine anderen Geräte müssen sich wieder anmelden.
account-email = E-Mail-Adresse
account-name = Name
account-name-hint = So sehen dich Menschen, mit denen du teilst.
account-password = Passwort
account-new-password = Neues Passwort
account-current-password = Bisheriges Passwort
account-password-hint = Mindestens { $n } Zeichen. Ein paar Wörter merken sich leichter als Sonderzeichen.
account-totp-code = Code der Authenticator-App
account-totp-code-hint = Sechs Ziffern oder einer deiner Wiederherstellungscodes.
account-advanced = Adresse des Servers
account-server = Server
account-server-hint = Nur wenn du oder jemand, den du kennst, einen betreibt. Sie beginnt mit https://.
account-device = Dieses Gerät
account-who = Du
account-safe = Passwort und zweiter Schritt
account-data = Deine Daten
account-rename = Namen ändern
account-change-password = Passwort ändern
account-tokens-none = Auf diesem Gerät liegt nichts, was das Konto öffnet.
account-tokens-keychain = Was dieses Gerät angemeldet hält, liegt im Schlüsselbund deines Systems.
account-tokens-file = Dieser Rechner hat keinen Schlüsselbund. Was dieses Gerät angemeldet hält, liegt in einer Datei, die nur dein Benutzer lesen kann.
account-export = Alle meine Daten sichern
account-logout = Abmelden
account-logout-text = Das Buch bleibt auf diesem Gerät, mit allem, was noch nicht gesendet wurde. Bis du dich wieder anmeldest, wird nichts gesendet und nichts geholt.
account-erase = Konto löschen
account-erase-text = Entfernt das Konto und seine Kopien vom Dienst. Dieses Buch bleibt auf diesem Gerät, als eines ohne Konto.
account-wiped = Dieses Gerät wurde gebeten, seine Kopie zu entfernen, und hat es getan.
totp-is-on = Beim Anmelden wird nach einem Code deiner Authenticator-App gefragt.
totp-is-off = Eine Authenticator-App auf deinem Telefon macht ein gestohlenes Passwort wertlos.
totp-begin = Authenticator-App einrichten
totp-scan = Scanne das mit deiner Authenticator-App und tippe den Code, den sie zeigt.
totp-type = Oder tippe es dort ein:
totp-qr = QR-Code für die Authenticator-App
totp-on = Einschalten
totp-off = Authenticator-App abschalten
totp-codes = Bewahre diese Wiederherstellungscodes auf. Jeder meldet dich einmal an, wenn die Authenticator-App verloren ist. Sie werden nicht wieder gezeigt.
totp-kept = Ich habe sie aufbewahrt

## A local history meets an account

attach-title = Dieses Buch und dein Konto
attach-text =
    { $n ->
        [one] Dieses Buch hat eine Mahlzeit, und dein Konto hat schon welche. Was soll aus der hier werden? Verloren geht so oder so nichts.
       *[other] Dieses Buch hat { $n } Mahlzeiten, und dein Konto hat schon welche. Was soll aus denen hier werden? Verloren geht so oder so nichts.
    }
attach-merge = Zu „{ $name }“ hinzufügen
attach-merge-text =
    { $n ->
        [one] Orte, Kategorien und Stichwörter gleichen Namens werden eins. Mahlzeiten, die sich gleichen, werden dir gezeigt.
       *[other] { $n } Personen sehen sie dort. Orte, Kategorien und Stichwörter gleichen Namens werden eins. Mahlzeiten, die sich gleichen, werden dir gezeigt.
    }
attach-apart = Als eigenen Bereich behalten
attach-apart-text = Beide sind in deinem Konto, und du wechselst zwischen ihnen.
attach-do = Weiter
attach-busy = Das kann einen Augenblick dauern.
attach-done = Dieses Buch ist in deinem Konto
attach-merged =
    { $n ->
        [one] Eine Mahlzeit dieses Geräts wurde deinem Konto hinzugefügt.
       *[other] { $n } Mahlzeiten dieses Geräts wurden deinem Konto hinzugefügt.
    }
attach-kept = Es ist jetzt ein eigener Bereich.
attach-duplicates =
    { $n ->
        [one] Ein Paar Mahlzeiten gleicht sich.
       *[other] { $n } Paare von Mahlzeiten gleichen sich.
    }
duplicates-title = Mahlzeiten, die sich gleichen
duplicates-text = Gleicher Tag, gleicher Betrag, gleicher Ort. Lösche eine, oder sag, dass es zwei Mahlzeiten sind.
duplicates-empty = Keine zwei Mahlzeiten gleichen sich
duplicate-first = Im Konto
duplicate-second = Von diesem Gerät
duplicate-photos =
    { $n ->
        [one] Ein Foto
       *[other] { $n } Fotos
    }
duplicate-delete = Diese löschen
duplicate-both = Es sind zwei Mahlzeiten
done-dismiss-duplicate = Beide behalten

## Devices

devices-title = Geräte
devices-text = Wo dein Konto angemeldet ist. Melde ein Gerät ab, das du nicht mehr nutzt; bitte ein verlorenes, seine Kopie zu entfernen.
devices-empty = Keine Geräte
device-this = Dieses Gerät
device-revoked = Abgemeldet
device-wiped = Gebeten, seine Kopie zu entfernen
device-seen = gesehen { $when }
device-revoke = Abmelden
device-revoke-text = { $name } erreicht dein Konto nicht mehr. Seine Kopie bleibt darauf, mit dem, was nicht gesendet wurde.
device-wipe = Kopie entfernen lassen
device-wipe-text = { $name } wird abgemeldet und entfernt seine Kopie, sobald es wieder online ist. Was es nicht gesendet hat, ist verloren.
logins-title = Letzte Anmeldungen
login-ok = Angemeldet
login-bad-password = Falsches Passwort
login-bad-code = Falscher Code
login-locked = Abgelehnt nach zu vielen Versuchen
login-unverified = Adresse nicht bestätigt
login-failed = Abgelehnt

## Workspaces

workspaces-title = Bereiche
workspaces-text = Jeder ist ein eigenes Buch: deines, das des Haushalts, das der Firma.
workspaces-empty = Keine Bereiche
workspaces-more = Weitere Bereiche
workspaces-need-account = Um einen Bereich zu teilen, brauchst du ein Konto.
workspace-choose = Bereich
workspace-current = Angezeigt
workspace-show = Anzeigen
workspace-here-only = nur auf diesem Gerät
workspace-gone = Dieser Bereich ist nicht auf diesem Gerät
workspace-personal = Persönlich
workspace-household = Haushalt
workspace-company = Firma
workspace-create = Bereich anlegen
workspace-join = Mit einem Code beitreten
workspace-name = Name
workspace-kind = Für wen
workspace-kind-hint = Im Haushalt sehen alle, was nicht privat ist. In der Firma sehen Mitglieder ihre eigenen Mahlzeiten, Prüfer die von allen.
workspace-rename = Namen ändern
workspace-self = Dieser Bereich
workspace-leave = Verlassen
workspace-leave-text = Seine Kopie wird von diesem Gerät entfernt. Was du erfasst hast, bleibt dort für die anderen.
workspace-delete = Für alle löschen
workspace-delete-text = Er verschwindet für alle Mitglieder. Der Dienst behält ihn 30 Tage, falls du es dir anders überlegst.
workspace-forget = Von diesem Gerät entfernen
workspace-forget-text = Seine Kopie wird von diesem Gerät entfernt.
workspace-unsent =
    { $n ->
        [one] Eine Änderung wurde noch nicht gesendet und ginge verloren.
       *[other] { $n } Änderungen wurden noch nicht gesendet und gingen verloren.
    }
workspace-unsent-do = Darauf verzichten
members-title = Mitglieder
members-count = { $n } Mitglieder
member-me = Du
member-role = Darf
member-role-of = Was { $name } darf
member-role-household = Mitglieder lesen und schreiben; Lesende lesen nur.
member-role-company = Mitglieder sehen ihre eigenen Mahlzeiten; Prüfer sehen die von allen und entscheiden.
member-transfer = Zum Eigentümer machen
member-transfer-text = { $name } besitzt dann diesen Bereich, und du verwaltest ihn mit.
member-remove = Entfernen
member-remove-text = { $name } sieht diesen Bereich nicht mehr. Was diese Person erfasst hat, bleibt.
role-viewer = Lesen
role-member = Mitglied
role-approver = Prüfung
role-admin = Verwaltung
role-owner = Eigentum
invitations-title = Einladungen
invite = Einladen
invite-email = E-Mail-Adresse, falls gesendet wird
invite-email-hint = Leer lassen, um einen Code zu bekommen, den du selbst weitergibst.
invitation-made = Eingeladen. Dieser Code wird einmal gezeigt:
invitation-by-code = Per Code
invitation-until = bis { $when }
invitation-revoke = Zurücknehmen: { $name }
invitation-code = Code der Einladung
invitation-code-hint = Er steht in der E-Mail oder wurde dir gegeben.
done-switch-workspace = Bereich gewechselt
done-rename-workspace = Bereich umbenannt

## What two people changed at once

conflicts-title = Konflikte
conflicts-text = Dasselbe wurde an zwei Stellen geändert, bevor sie voneinander wussten. Beide Werte sind aufgehoben; sag, welcher gilt.
conflicts-empty = Keine Konflikte
conflicts-empty-text = Wenn zwei Geräte dasselbe zugleich ändern, entscheidest du hier.
conflicts-resolved = Entschiedene
conflicts-none-resolved = Noch keine.
conflict-stands = Gilt jetzt
conflict-other = Der andere
conflict-keep = Behalten
conflict-use-other = Den anderen nehmen
conflict-keep-deleted = Gelöscht lassen
conflict-keep-row = Behalten
conflict-keep-apart = Beide behalten
conflict-merge = Zusammenführen
conflict-deleted = Gelöscht
conflict-reason-unseen = Beide wurden geändert, bevor die andere Änderung zu sehen war.
conflict-reason-deleted = Jemand hat es gelöscht, während jemand es änderte. Es liegt im Papierkorb, mit der Änderung darin.
conflict-reason-same-name = Den neuen Namen hat schon ein anderer Eintrag.
conflict-was-keep = So gelassen, wie es war.
conflict-was-other = Der andere Wert wurde genommen.
conflict-was-edit = Von Hand geändert.
conflict-was-edited = Von Hand geändert.
done-resolve-conflict = Konflikt entschieden
action-resolve-conflict = Konflikt entschieden
history-sync = von einem anderen Gerät
history-service = Wer es geändert hat, und auf welchem Gerät
history-service-empty = Der Dienst hat davon noch keine Historie.
history-kept-other = Nicht genommen: Ein anderer Wert blieb.
history-rejected = Abgelehnt.
history-same = Es war schon so.

## What the service refused

parked-title = Abgelehnte Änderungen
parked-text = Der Dienst hat diese nicht angenommen. Sie bleiben hier, bis du entscheidest; sonst wartet nichts auf sie.
parked-empty = Nichts wurde abgelehnt
parked-empty-text = Nimmt der Dienst eine Änderung nicht an, wartet sie hier, und nichts davon geht verloren.
parked-retry-all = Alle noch einmal versuchen
parked-export = Als Datei sichern
parked-export-all = Alle als Datei sichern
parked-discard = Verwerfen
parked-discard-text = Die Änderung wird aufgegeben, und es gilt, was der Dienst hat. Die Historie dieses Geräts behält sie.
parked-reason-forbidden = Das darfst du in diesem Bereich nicht (mehr).
parked-reason-invalid = Ein Wert verstößt gegen eine Regel des Dienstes. Ändere ihn, und er wird wieder gesendet.
parked-reason-stale-approval = Betrag oder Tag wurden geändert, nachdem du gesehen hattest, was du genehmigst. Sieh es dir noch einmal an.
parked-reason-closed-period = Der Monat ist abgeschlossen.
parked-reason-unknown-kind = Der Dienst ist älter als dieses Mealbook und kennt das noch nicht.
parked-reason-unknown-unit = Der Dienst ist älter als dieses Mealbook und kennt das noch nicht.
parked-reason-unknown-row = Der Dienst hat nicht, was das ändert.
parked-reason-quota = Der Bereich ist voll.
parked-reason-too-large = Die Änderung ist zu groß zum Senden.
parked-reason-group = Eine andere Änderung desselben Schritts wurde abgelehnt.
parked-reason-failing = Der Dienst ist mehrmals daran gescheitert.
parked-reason-other = Der Dienst hat sie aus einem Grund abgelehnt, den diese Version nicht kennt.

## Failures

fault-offline = Der Dienst ist nicht zu erreichen. Prüfe das Netz und die Adresse des Servers.
fault-captive-portal = Etwas anderes antwortet an Stelle des Dienstes: Dieses Netz will eine eigene Anmeldung, oder die Adresse ist nicht die eines Mealbook-Servers.
fault-signed-out = Du bist abgemeldet. Melde dich wieder an.
fault-no-account = Dieses Buch hat kein Konto.
fault-no-server = Es ist kein Server gewählt. Gib ihn unter „Adresse des Servers“ an.
fault-wrong-password = E-Mail-Adresse oder Passwort stimmen nicht.
fault-code-needed = Gib auch den Code deiner Authenticator-App ein.
fault-wrong-code = Der Code ist falsch, schon gebraucht oder zu alt.
fault-email-unverified = Die Adresse ist noch nicht bestätigt. Gib den Code aus der E-Mail ein.
fault-locked =
    { $n ->
        [0] Zu viele falsche Versuche. Versuch es später wieder.
       *[other] Zu viele falsche Versuche. Versuch es in { $n } Sekunden wieder.
    }
fault-other-account = Dieses Buch gehört zu einem anderen Konto. Öffne für dieses ein anderes Buch („--db“).
fault-forbidden = Das darfst du hier nicht.
fault-revoked = Du bist kein Mitglied dieses Bereichs mehr.
fault-workspace-deleted = Dieser Bereich wurde gelöscht.
fault-server-too-old = Der Dienst ist älter als dieses Mealbook und kann das noch nicht.
fault-update-needed = Der Dienst spricht nicht mehr mit dieser Version. Bitte aktualisiere Mealbook.
fault-server-failed = Der Dienst hat versagt. Versuch es später wieder; von dir ging nichts verloren.
fault-unsent =
    { $n ->
        [one] Eine Änderung wurde noch nicht gesendet und ginge verloren.
       *[other] { $n } Änderungen wurden noch nicht gesendet und gingen verloren.
    }
fault-choose-first = Sag zuerst unter „Konto“, was aus den Mahlzeiten auf diesem Gerät wird.
