internal import Quantities
package import Reports
package import Store

/// What is wrong with a workspace, and what to do about it, in words.
package struct CheckupReport: Report {
    private let checkup: Checkup
    private let open: [String]
    private let odd: [String]
    package let context: ReportContext

    /// - Parameters:
    ///   - open: the files that others can open too.
    ///   - odd: what is no file of the workspace's own: links, pipes, folders.
    package init(
        _ checkup: Checkup, openToOthers open: [String], oddFiles odd: [String] = [],
        _ context: ReportContext = ReportContext()
    ) {
        self.checkup = checkup
        self.open = open
        self.odd = odd
        self.context = context
    }

    /// Whether nothing has to be done.
    package var isSound: Bool { checkup.isSound && open.isEmpty && odd.isEmpty }

    package var document: Document {
        var document = Document(
            isSound
                ? say("The workspace is sound", "De werkruimte is in orde")
                : say("Something is wrong with the workspace", "Er is iets mis met de werkruimte"))
        var lines = [
            say(
                "\(say.numbers.count(checkup.imports)) imports, \(say.numbers.count(checkup.facts)) rows of facts and texts, "
                    + "\(say.numbers.count(checkup.entries)) lines in the log.",
                "\(say.numbers.count(checkup.imports)) imports, \(say.numbers.count(checkup.facts)) rijen met feiten en teksten, "
                    + "\(say.numbers.count(checkup.entries)) regels in het logboek.")
        ]
        if checkup.isSound {
            lines.append(
                say(
                    "Every row says what it said when it was imported, and no line of the log is missing.",
                    "Elke rij zegt wat ze zei bij het importeren, en geen regel van het logboek ontbreekt."
                ))
        }
        if checkup.waiting > 0 {
            lines.append(
                say(
                    "\(say.numbers.count(checkup.waiting)) activities, stages or contacts wait for a row of their lead.",
                    "\(say.numbers.count(checkup.waiting)) activiteiten, fasen of contacten wachten op een rij van hun lead."
                ))
        }
        document.add(.lines(lines))
        if !isSound {
            document.add(
                .list(
                    checkup.findings.map(text) + open.map(text(open:)) + odd.map(text(odd:))))
        }
        if checkup.findings.contains(where: isMendedByBackup) {
            document.add(
                .paragraph(
                    say(
                        "Put a backup in its place with mql restore FILE, and import again what came after it.",
                        "Zet een back-up terug met mql restore BESTAND, en importeer opnieuw wat erna kwam."
                    )))
        }
        return document
    }

    package var json: JSONValue {
        .members([
            "sound": isSound, "imports": checkup.imports, "rows": checkup.facts,
            "log_entries": checkup.entries, "waiting": checkup.waiting,
            "findings": checkup.findings.map { text($0) }, "open_to_others": open, "odd_files": odd,
        ])
    }

    private func text(open path: String) -> String {
        say(
            "\(path.visible) can be opened by others: chmod go= \(path.visible)",
            "\(path.visible) is voor anderen te openen: chmod go= \(path.visible)")
    }

    private func isMendedByBackup(_ finding: Checkup.Finding) -> Bool {
        switch finding {
        case .foreignKey, .marksLost, .marks, .back, .behind, .uncleared: false
        default: true
        }
    }

    private func text(odd path: String) -> String {
        say(
            "\(path.visible) is a link, a pipe or a folder, and no file of the workspace. Remove it, or put the file itself in its place.",
            "\(path.visible) is een koppeling, een pijp of een map, en geen bestand van de werkruimte. Verwijder het, "
                + "of zet het bestand zelf op die plaats.")
    }

    private func text(_ finding: Checkup.Finding) -> String {
        switch finding {
        case .structure(let detail):
            say("SQLite finds: \(detail.visible)", "SQLite vindt: \(detail.visible)")
        case .changed(let kind, let number):
            say(
                "Import \(number): its rows (\(kind)) do not say any more what they said.",
                "Import \(number): de rijen (\(kind)) zeggen niet meer wat ze zeiden.")
        case .unaccounted(let kind, let count):
            say(
                "\(say.numbers.count(count)) rows (\(kind)) that no import has added.",
                "\(say.numbers.count(count)) rijen (\(kind)) die geen import heeft toegevoegd.")
        case .ledger:
            say(
                "What is kept of the imports themselves was changed.",
                "Wat over de imports zelf bewaard wordt, is veranderd.")
        case .unreadable(let detail):
            say("This cannot be read: \(detail.visible)", "Dit is niet te lezen: \(detail.visible)")
        case .unbalanced(let number):
            say(
                "Import \(number): its rows do not add up.",
                "Import \(number): de rijen tellen niet op.")
        case .log(let numbers):
            say(
                "The log of changes was changed or lacks lines, at \(numbers.prefix(5).map { "\($0)" }.joined(separator: ", ")).",
                "Het logboek is veranderd of mist regels, bij \(numbers.prefix(5).map { "\($0)" }.joined(separator: ", "))."
            )
        case .foreignKey:
            say(
                "The key is of another workspace: nobody who was erased is known by it. Put the right one back.",
                "De sleutel is van een andere werkruimte: niemand die gewist is, is ermee bekend. Zet de juiste terug."
            )
        case .marksLost(let path):
            say(
                "\(path.visible) is not here, and persons were erased. Put it back from a copy; without one: mql privacy marks --renew.",
                "\(path.visible) is er niet, en er zijn personen gewist. Zet het terug van een kopie; zonder kopie: mql privacy marks --renew."
            )
        case .marks(let damage, let path):
            FailedVerb(damage, path).message.text(say.language)
        case .back(let count):
            say(
                "Leads that were erased are back (\(say.numbers.count(count))): the database is older than the marks beside it. mql privacy marks --renew erases them again, as every command does that may write here.",
                "Er zijn gewiste leads terug (\(say.numbers.count(count))): de database is ouder dan de kenmerken ernaast. mql privacy marks --renew wist ze opnieuw, net als elke opdracht die hier mag schrijven."
            )
        case .behind(let path):
            say(
                "The database is older than \(path.visible): it was put back from a copy, and what was done since is not in it.",
                "De database is ouder dan \(path.visible): ze is teruggezet uit een kopie, en wat sindsdien gedaan is, staat er niet in."
            )
        case .uncleared:
            say(
                "What was erased may still stand on the disk: mql privacy clear.",
                "Wat gewist is kan nog op de schijf staan: mql privacy clear.")
        }
    }
}
