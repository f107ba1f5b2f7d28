internal import Quantities
internal import Reports
internal import Workbench

/// The definition lab: thresholds to move, criteria and sources to switch off, what was saved, and who signs.
struct LabForm {
    let choices: RuleTrial.Choices
    let drafts: [RuleDraft]
    /// Whether whoever looks may save a rule book, and for which side they sign.
    let maySave: Bool
    let side: Side?
    let language: Language
    let query: Query

    private func say(_ en: String, _ nl: String) -> String { language == .nl ? nl : en }
    private func text(_ text: String) -> String { HTMLText.escaped(text) }

    /// The fields of the question that are of this page alone.
    static let names: Set<String> = [
        "points", "fit", "fit-medium", "engagement", "engagement-medium", "without",
        "without-source", "save",
    ]

    // MARK: The question

    var fields: String {
        let groups = [
            (say("Leave out of fit", "Laat weg uit fit"), "without", choices.fit),
            (
                say("Leave out of engagement", "Laat weg uit betrokkenheid"), "without",
                choices.engagement
            ),
            (
                say("No reason to disqualify any more", "Geen reden meer om uit te sluiten"),
                "without", choices.disqualifiers
            ),
            (
                say("Sources that are never an MQL", "Bronnen die nooit een MQL zijn"),
                "without-source", choices.sources
            ),
        ]
        return """
            <div class="fields">
            \(choices.thresholds.map(slider).joined(separator: "\n"))
            </div>
            <div class="switches">
            \(groups.filter { !$0.2.isEmpty }.map(group).joined(separator: "\n"))
            </div>
            """
    }

    private func slider(_ threshold: RuleTrial.Choices.Threshold) -> String {
        let id = "f-\(threshold.option)"
        let value = query.first(threshold.option).flatMap { Int($0) } ?? threshold.now
        let words =
            switch threshold.option {
            case "points": say("MQL from so many points", "MQL vanaf zoveel punten")
            case "fit": say("Criteria for a high fit", "Criteria voor een hoge fit")
            case "fit-medium":
                say("Criteria for a medium fit", "Criteria voor een middelmatige fit")
            case "engagement":
                say("Criteria for high engagement", "Criteria voor hoge betrokkenheid")
            default:
                say("Criteria for medium engagement", "Criteria voor middelmatige betrokkenheid")
            }
        let now = say("now \(threshold.now)", "nu \(threshold.now)")
        return """
            <p class="slider"><label for="\(id)">\(words): <output for="\(id)">\(value)</output> (\(now))</label>\
            <input id="\(id)" name="\(threshold.option)" type="range" min="\(threshold.range.lowerBound)" \
            max="\(threshold.range.upperBound)" step="\(threshold.option == "points" ? 5 : 1)" value="\(value)"/></p>
            """
    }

    private func group(_ title: String, _ name: String, _ choices: [RuleTrial.Choices.Choice])
        -> String
    {
        let chosen = Set(query.all.filter { $0.name == name }.map(\.value))
        let boxes = choices.map { choice in
            let id = "f-\(name)-\(text(choice.key))"
            let isOut = chosen.contains(choice.key) ? " checked=\"checked\"" : ""
            return
                "<p class=\"flag\"><input id=\"\(id)\" name=\"\(name)\" type=\"checkbox\" value=\"\(text(choice.key))\"\(isOut)/> "
                + "<label for=\"\(id)\">\(text(choice.name.text(language)))</label></p>"
        }
        return "<fieldset><legend>\(title)</legend><div>\(boxes.joined())</div></fieldset>"
    }

    // MARK: What was saved

    /// Below the answer: saving what is tried, and what was saved before with its signatures.
    var below: String {
        let hidden = query.all.filter { !$0.value.isEmpty }.map {
            "<input type=\"hidden\" name=\"\(text($0.name))\" value=\"\(text($0.value))\"/>"
        }.joined()
        let save =
            maySave
            ? """
            <form class="save" method="post" action="/rules/try">\(hidden)<button>\(say(
                "Save as a rule book", "Bewaar als regelboek"))</button>
            <span>\(say(
                "Signed by nobody: nothing changes until both sides have signed and it is put in mql.yaml.",
                "Door niemand getekend: er verandert niets tot beide kanten tekenen en het in mql.yaml staat."
            ))</span></form>
            """ : ""
        guard !save.isEmpty || !drafts.isEmpty else { return "" }
        let list =
            drafts.isEmpty
            ? ""
            : "<h2>\(say("Saved here", "Hier bewaard"))</h2>\n<ul>\(drafts.map(draft).joined())</ul>"
        return "<section class=\"lab shellpart\">\n\(save)\n\(list)\n</section>"
    }

    private func draft(_ draft: RuleDraft) -> String {
        let signed =
            draft.by.isEmpty
            ? say("signed by nobody", "door niemand getekend")
            : say("signed by ", "getekend door ") + draft.by.joined(separator: ", ")
        let isSigned = side.map { side in
            draft.by.contains { $0.hasPrefix(side.rawValue) }
        }
        let sign =
            isSigned == false
            ? "<form method=\"post\" action=\"/rules/sign\"><input type=\"hidden\" name=\"draft\" value=\"\(text(draft.name))\"/>"
                + "<input type=\"hidden\" name=\"lang\" value=\"\(language.rawValue)\"/>"
                + "<button>\(side == .sales ? say("Sign for sales", "Teken voor sales") : say("Sign for marketing", "Teken voor marketing"))</button></form>"
            : ""
        let isAgreed = Side.allCases.allSatisfy { side in
            draft.by.contains { $0.hasPrefix(side.rawValue) }
        }
        let next =
            isAgreed
            ? " · "
                + say(
                    "in force with rules: \(draft.name) in mql.yaml",
                    "geldt met rules: \(draft.name) in mql.yaml") : ""
        return
            "<li><strong>\(text(draft.name))</strong> · \(text(draft.title)) · \(text(signed))\(text(next)) \(sign)</li>"
    }
}
