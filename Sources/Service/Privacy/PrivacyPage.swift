internal import Quantities
internal import Workbench

/// The page on which a person is found, and what is kept of whom is seen.
struct PrivacyPage {
    let work: WorkPage
    private func say(_ en: String, _ nl: String) -> String { work.say(en, nl) }

    /// What is typed before something that cannot be taken back.
    static func word(_ language: Language) -> String { language == .nl ? "wissen" : "erase" }

    private static let formats = [
        ("html", "HTML"), ("json", "JSON"), ("csv", "CSV"), ("md", "Markdown"),
    ]

    /// - Parameters:
    ///   - told: what was done.
    ///   - wrong: the field that was filled in wrong, and how.
    func start(told: [String] = [], wrong: (field: String, text: String)? = nil) -> String {
        """
        <main class="work">
        <h1>Privacy</h1>
        \(work.told(told))<h2>\(say("Find a person", "Een persoon vinden"))</h2>
        <form method="post" action="/privacy/find">\(lang)
        <label for="who">\(say("E-mail address, or the number of a lead", "E-mailadres, of het nummer van een lead"))</label>
        \(fault("who", wrong))<input id="who" name="who" autocomplete="off" required="required"\(described("who", wrong))/>
        <p class="note">\(say(
            "Then you see all that is held of this person, to hand over, to erase, or to have an objection kept. That you looked is written in the log, without who it was about.",
            "Daarna ziet u alles wat van deze persoon bewaard wordt, om te geven, te wissen, of een bezwaar vast te leggen. Dat u keek komt in het logboek, zonder over wie het ging."
        ))</p>
        <div class="buttons"><button class="main">\(say("Find", "Zoeken"))</button></div>
        </form>
        <h2>\(say("Kept longer than agreed", "Langer bewaard dan afgesproken"))</h2>
        <form method="post" action="/privacy/retention">\(lang)
        <label for="months">\(say("Months without anything", "Maanden zonder iets"))</label>
        \(fault("months", wrong))<input id="months" name="months" inputmode="numeric" required="required" value="36"\(described("months", wrong))/>
        <div class="buttons"><button>\(say("Who is that?", "Wie zijn dat?"))</button></div>
        </form>
        <h2>\(say("What is kept, and who did what", "Wat bewaard wordt, en wie wat deed"))</h2>
        <div class="buttons">
        \(work.form("/privacy/register", say("Register", "Register")))
        \(work.form("/privacy/log", say("Log", "Logboek")))
        </div>
        </main>

        """
    }

    private var lang: String {
        "<input type=\"hidden\" name=\"lang\" value=\"\(work.language.rawValue)\"/>"
    }

    private func fault(_ field: String, _ wrong: (field: String, text: String)?) -> String {
        guard let wrong, wrong.field == field else { return "" }
        return
            "<p class=\"wrong\" id=\"wrong-\(field)\" role=\"alert\">\(work.text(wrong.text))</p>\n"
    }

    private func described(_ field: String, _ wrong: (field: String, text: String)?) -> String {
        wrong?.field == field
            ? " aria-invalid=\"true\" aria-describedby=\"wrong-\(field)\"" : ""
    }

    private func confirming(_ wrong: (field: String, text: String)?) -> String {
        let word = Self.word(work.language)
        return fault("confirm", wrong)
            + "<label for=\"confirm\">\(say("Type \(word): it cannot be taken back", "Typ \(word): het kan niet ongedaan gemaakt worden"))</label><input id=\"confirm\" name=\"confirm\" autocomplete=\"off\" required=\"required\"\(described("confirm", wrong))/> "
    }

    private var back: String {
        "<p><a href=\"/privacy?lang=\(work.language.rawValue)\">\(say("Back", "Terug"))</a></p>\n"
    }

    /// What is held of a person, and what can be done about it.
    func found(
        _ who: String, complaint: String, shown: String,
        wrong: (field: String, text: String)? = nil
    ) -> String {
        let hidden = [("who", who)]
        let files = Self.formats.map { format, name in
            work.form("/privacy/export", name, hidden + [("format", format)])
        }
        let lines = complaint.split(separator: "\n").map(String.init)
        return """
            <main class="work">
            <h1>\(say("One person", "Eén persoon"))</h1>
            \(work.told(lines))<h2>\(say("To hand over, as a file", "Om te geven, als bestand"))</h2>
            <div class="buttons">
            \(files.joined(separator: "\n"))
            </div>
            <h2>\(say("An objection", "Een bezwaar"))</h2>
            <p>\(say("Not judged any more: counted, and in no list.", "Niet langer beoordeeld: wel geteld, en in geen lijst."))</p>
            \(work.form("/privacy/object", say("Keep the objection", "Bezwaar vastleggen"), hidden))
            <h2>\(say("Erase for good", "Voorgoed wissen"))</h2>
            <p>\(say("Totals stand, and an old export brings nobody back.", "Totalen blijven, en een oude export brengt niemand terug."))</p>
            \(work.form("/privacy/erase", say("Erase", "Wissen"), hidden, inside: confirming(wrong)))
            \(back)</main>
            \(shown)
            """
    }

    /// Who is kept longer than was agreed, and where there is anybody, that they can be erased.
    ///
    /// - Parameter lines: how many there are, and each of them.
    func overdue(
        _ months: Int, _ lines: [String], wrong: (field: String, text: String)? = nil
    ) -> String {
        let hidden = [("months", "\(months)"), ("erase", "true")]
        let erasing = """
            <h2>\(say("Erase for good", "Voorgoed wissen"))</h2>
            \(work.form("/privacy/retention", say("Erase", "Wissen"), hidden, inside: confirming(wrong)))

            """
        return """
            <main class="work">
            <h1>\(say("Kept longer than \(months) months", "Langer bewaard dan \(months) maanden"))</h1>
            \(work.told(lines))\(lines.count > 1 ? erasing : "")\(back)</main>

            """
    }

    /// What stands above the register and the log.
    func list(_ name: String) -> String {
        let files = Self.formats.map { format, title in
            work.form("/privacy/\(name)", title, [("format", format), ("file", "true")])
        }
        return """
            <main class="work">
            <div class="buttons">
            <p>\(say("The same as a file:", "Hetzelfde als bestand:"))</p>
            \(files.joined(separator: "\n"))
            </div>
            \(back)</main>

            """
    }
}
