internal import Foundation
internal import Quantities
internal import Workbench

/// The page on which files are given and what was imported is seen.
struct DataPage {
    let work: WorkPage
    private func say(_ en: String, _ nl: String) -> String { work.say(en, nl) }

    /// An import as the list of the command has it.
    struct Import: Decodable {
        let number: Int
        let day: String
        let file: String
        let kinds: [String]
        let rows: Int
        let new: Int
        let updated: Int
        let unchanged: Int
        let rejected: Int
        let skipped: Int
        let undone: Bool
    }

    /// What `mql check` says of the facts that were read.
    struct Read: Decodable {
        let lastDays: [String: String]

        private enum CodingKeys: String, CodingKey { case lastDays = "last_days" }
    }

    static func imports(_ json: [UInt8]) -> [Import] {
        struct List: Decodable { let imports: [Import] }
        return (try? JSONDecoder().decode(List.self, from: Data(json)))?.imports ?? []
    }

    static func read(_ json: [UInt8]) -> Read? {
        try? JSONDecoder().decode(Read.self, from: Data(json))
    }

    private func kind(_ word: String) -> String {
        switch word {
        case "lead": say("leads", "leads")
        case "activity": say("activities", "activiteiten")
        case "stage": say("stages", "fasen")
        case "deal": say("deals", "deals")
        case "order": say("orders", "orders")
        case "spend": say("spend", "uitgaven")
        case "plan": say("plan", "plan")
        default: word
        }
    }

    /// Until which day each kind goes.
    private func freshness(_ read: Read?) -> String {
        guard let read else { return "" }
        let days = ["lead", "activity", "stage", "deal", "spend"].compactMap { kind in
            read.lastDays[kind].map { (kind: kind, day: $0) }
        }
        guard !days.isEmpty else { return "" }
        return "<h2>\(say("Until which day", "Tot welke dag"))</h2>\n"
            + work.table(
                [(say("What", "Wat"), false), (say("Until", "Tot en met"), false)],
                days.map { [work.text(kind($0.kind)), work.text($0.day)] })
    }

    /// The form for files, which works without script.
    private var giving: String {
        """
        <h2>\(say("Add exports", "Exports toevoegen"))</h2>
        <form class="upload drop" method="post" enctype="multipart/form-data" action="/data/upload?lang=\(work.language.rawValue)">
        <label for="files">\(say("Files of your CRM and of the platforms: CSV, Excel or zip", "Bestanden van uw CRM en van de platforms: CSV, Excel of zip"))</label>
        <input id="files" name="files" type="file" multiple="multiple" required="required"/>
        <p class="note">\(say(
            "You first see what is read from them; nothing is kept until you say so. They are removed after an hour.",
            "U ziet eerst wat eruit gelezen wordt; er wordt niets bewaard tot u het zegt. Na een uur worden ze verwijderd."
        ))</p>
        <div class="buttons"><button class="main">\(say("Look at them", "Bekijken"))</button></div>
        </form>

        """
    }

    private func history(_ imports: [Import]) -> String {
        guard !imports.isEmpty else {
            return
                "<h2>\(say("Imports", "Imports"))</h2>\n<p>\(say("Nothing was imported yet.", "Er is nog niets geïmporteerd."))</p>\n"
        }
        let titles = [
            (say("No.", "Nr."), true), (say("Day", "Dag"), false), (say("File", "Bestand"), false),
            (say("Holds", "Bevat"), false), (say("Rows", "Rijen"), true),
            (say("New", "Nieuw"), true),
            (say("Changed", "Gewijzigd"), true), (say("Rejected", "Geweigerd"), true), ("", false),
        ]
        let rows = imports.reversed().map { one in
            [
                "\(one.number)", work.text(one.day), work.text(one.file),
                work.text(one.kinds.map(kind).joined(separator: ", ")), "\(one.rows)", "\(one.new)",
                "\(one.updated)", "\(one.rejected)",
                one.undone
                    ? say("taken back", "teruggedraaid")
                    : work.form(
                        "/data/undo", say("Take back", "Terugdraaien"),
                        [("number", "\(one.number)")],
                        said: say(
                            "Take import \(one.number) back", "Import \(one.number) terugdraaien")),
            ]
        }
        return "<h2>\(say("Imports", "Imports"))</h2>\n" + work.table(titles, rows)
    }

    private func waiting(_ uploads: [Uploads.Upload]) -> String {
        guard !uploads.isEmpty else { return "" }
        let rows = uploads.map { upload in
            [
                work.text(upload.files.map(\.name).joined(separator: ", ")),
                "<a href=\"\(address(upload.id))\">\(say("Look at them", "Bekijken"))</a>",
            ]
        }
        return "<h2>\(say("Given and not imported yet", "Gegeven en nog niet geïmporteerd"))</h2>\n"
            + work.table([(say("Files", "Bestanden"), false), ("", false)], rows)
    }

    func address(_ id: String) -> String { "/data/pending/\(id)?lang=\(work.language.rawValue)" }

    /// - Parameters:
    ///   - check: what is missing or does not meet, as the command says it.
    func start(
        _ imports: [Import], _ read: Read?, _ uploads: [Uploads.Upload], check: String,
        told: String
    ) -> String {
        let doctor =
            "<p><a href=\"/data/doctor?lang=\(work.language.rawValue)\">\(say("Is the workspace whole?", "Is de werkruimte heel?"))</a></p>\n"
        return "<main class=\"work\">\n<h1>\(say("Data", "Gegevens"))</h1>\n\(told)"
            + giving + waiting(uploads) + freshness(read) + history(imports) + doctor
            + "</main>\n" + check
    }

    /// What is read from files before anything is kept.
    func pending(_ upload: Uploads.Upload, shown: String, complaint: String) -> String {
        let hidden = [("id", upload.id)]
        let accept =
            "<label class=\"check\"><input type=\"checkbox\" name=\"accept-loss\" value=\"true\"/> \(say("Also where much of a file cannot be taken", "Ook als veel van een bestand niet over te nemen is"))</label>"
        return """
            <main class="work">
            <h1>\(say("What is read from these files", "Wat uit deze bestanden gelezen wordt"))</h1>
            <p>\(say("Nothing of them is kept yet.", "Er is nog niets van bewaard.")) \(say(
                "Rows about leads that were imported before are found when they are imported.",
                "Rijen over leads die al geïmporteerd zijn, worden bij het importeren gevonden."))</p>
            <div class="buttons">
            \(work.form("/data/import", say("Import", "Importeren"), hidden, isMain: true, inside: accept))
            \(work.form("/data/cancel", say("Remove them", "Verwijderen"), hidden))
            </div>
            \(work.told(Self.lines(complaint)))</main>
            \(shown)
            """
    }

    /// What came of an import.
    func done(
        _ order: ImportOrder, shown: String, complaint: String, isWhole: Bool, rejects: [String]
    ) -> String {
        let rows = order.problems.map { problem in
            [
                work.text(problem.file), "\(problem.line)", "\(problem.column)",
                problem.isRejected ? say("rejected", "geweigerd") : say("taken", "overgenomen"),
                work.text(problem.message.text(work.language)),
            ]
        }
        let problems =
            rows.isEmpty
            ? ""
            : "<h2>\(say("Rows to look at", "Rijen om naar te kijken"))</h2>\n"
                + work.table(
                    [
                        (say("File", "Bestand"), false), (say("Line", "Regel"), true),
                        (say("Character", "Teken"), true), ("", false),
                        (say("What is wrong", "Wat er mis is"), false),
                    ], rows)
        let links = rejects.map {
            "<p><a href=\"/data/rejects/\($0)\">\(say("Rejected rows, to mend and give again", "Geweigerde rijen, om te herstellen en opnieuw te geven")) (\($0))</a></p>\n"
        }
        let title =
            isWhole
            ? say("Imported", "Geïmporteerd")
            : order.numbers.isEmpty
                ? say("Nothing was imported", "Er is niets geïmporteerd")
                : say("Imported in part", "Gedeeltelijk geïmporteerd")
        let said = isWhole ? "" : work.told(Self.lines(complaint), isWrong: true)
        return """
            <main class="work">
            <h1>\(title)</h1>
            \(said)\(links.joined())\(problems)<p><a href="/data?lang=\(work.language.rawValue)">\(say("Back to the data", "Terug naar de gegevens"))</a></p>
            </main>
            \(shown)
            """
    }

    /// What the program said, without words of a terminal.
    static func lines(_ complaint: String) -> [String] {
        Site.said(complaint).split(separator: "\n").map(String.init).filter {
            !$0.contains("mql-data/") && !$0.contains("--")
        }
    }
}
