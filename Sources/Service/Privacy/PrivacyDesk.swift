internal import Quantities
internal import Workbench

/// What is done for a person who asks: found, shown, handed over, erased, not judged any more. All of it by the
/// commands, for the owner alone, and nothing of a person in an address.
struct PrivacyDesk: Sendable {
    static let place = "/privacy"

    let changes: any Changes
    let line: ImportLine
    let pages: Pages
    let held: HeldAnswers
    /// Files that were given and may tell of somebody.
    let uploads: Uploads?

    func reply(_ request: Request, _ known: Known) -> Reply {
        let asked = Asked(request, known, language(request))
        let isReading = request.method == .get || request.method == .head
        guard request.path != Self.place else {
            return .now(
                isReading
                    ? shown(asked.privacy.start(), asked) : Problem.wrongMethod("GET, HEAD"))
        }
        let action = String(request.path.dropFirst(Self.place.count + 1))
        guard
            ["find", "export", "erase", "object", "retention", "register", "log"].contains(action)
        else { return .now(Problem.notFound.response) }
        guard request.method == .post else { return .now(Problem.wrongMethod("POST")) }
        switch action {
        case "find": return find(asked)
        case "export": return export(asked)
        case "erase": return erase(asked)
        case "object": return object(asked)
        case "retention": return retention(asked)
        default: return list(action, asked)
        }
    }

    private func language(_ request: Request) -> Language {
        let form = Asked(request, Known(name: "", role: .read, isAmbient: false), .en)
        let said = request.query.first("lang") ?? form.field("lang")
        return said.flatMap(Language.init) ?? changes.language ?? .en
    }

    private func shown(
        _ body: String, _ asked: Asked, style: String? = nil, status: Int = 200
    ) -> Response {
        var response = pages.own(
            body, title: asked.work.say("Privacy", "Privacy"), path: Self.place, style: style,
            asked.known, asked.language, asked.request)
        response.status = status
        return response
    }

    private func wrong(_ field: String, _ text: String, _ asked: Asked) -> Reply {
        .now(shown(asked.privacy.start(wrong: (field, text)), asked, status: 400))
    }

    /// Who is meant, as it was typed; nil where nothing was.
    private func who(_ asked: Asked) -> String? {
        let said = asked.field("who").map { String($0.trimmed) } ?? ""
        return said.isEmpty || said.utf8.count > 400 ? nil : said
    }

    private func nobody(_ asked: Asked) -> Reply {
        wrong(
            "who",
            asked.work.say(
                "Type an e-mail address or the number of a lead.",
                "Typ een e-mailadres of het nummer van een lead."), asked)
    }

    private func terms(_ asked: Asked) -> [String] {
        ["--actor", "token \(asked.known.name)", "--lang", asked.language.rawValue]
    }

    /// Carries a command out in its turn.
    private func carryOut(
        _ words: [String], _ then: @escaping @Sendable (Printed) -> Response
    ) -> Reply {
        .later { [self] in
            guard let printed = await line.take({ changes.carryOut(words, nil) }) else {
                return ImportDesk.waitsTooLong
            }
            return then(printed)
        }
    }

    /// What is held of a person, with what can be done.
    ///
    /// - Parameter isUnsure: somebody who wanted to erase this person typed another word than was asked.
    private func find(_ asked: Asked, isUnsure: Bool = false) -> Reply {
        guard let who = who(asked) else { return nobody(asked) }
        let words = ["privacy", "export", "--format", "html"] + terms(asked) + ["--", who]
        return carryOut(words) { [self] printed in
            guard printed.code == 0 else { return failed(printed, "who", asked) }
            let answer = AnswerPage(String(decoding: printed.bytes, as: UTF8.self))
            let body = asked.privacy.found(
                who, complaint: printed.complaint, shown: WorkPage.part(answer),
                wrong: isUnsure ? ("confirm", unsure(asked)) : nil)
            return shown(body, asked, style: answer.style, status: isUnsure ? 400 : 200)
        }
    }

    /// What is held of a person as a file.
    private func export(_ asked: Asked) -> Reply {
        guard let who = who(asked) else { return nobody(asked) }
        let format = asked.field("format") ?? "html"
        guard ["html", "json", "csv", "md", "text"].contains(format) else {
            return .now(Problem.wrongRequest.response)
        }
        let words = ["privacy", "export", "--format", format] + terms(asked) + ["--", who]
        return carryOut(words) { [self] printed in
            printed.code == 0
                ? file(printed.bytes, format, "person") : failed(printed, "who", asked)
        }
    }

    private func file(_ bytes: [UInt8], _ format: String, _ name: String) -> Response {
        let end = format == "text" ? "txt" : format
        return Response(
            200, Routes.type(of: format), bytes,
            [
                ("cache-control", "no-store"),
                ("content-disposition", "attachment; filename=\"\(name).\(end)\""),
            ])
    }

    /// Whether somebody has typed what they are about to do.
    private func isSure(_ asked: Asked) -> Bool {
        let typed = asked.field("confirm").map { String($0.trimmed).lowercased() }
        return typed == PrivacyPage.word(asked.language)
    }

    private func unsure(_ asked: Asked) -> String {
        let word = PrivacyPage.word(asked.language)
        return asked.work.say(
            "Nobody was erased: type \(word) to go on.",
            "Er is niemand gewist: typ \(word) om door te gaan.")
    }

    private func erase(_ asked: Asked) -> Reply {
        guard let who = who(asked) else { return nobody(asked) }
        guard isSure(asked) else { return find(asked, isUnsure: true) }
        let words = ["privacy", "erase", "--yes"] + terms(asked) + ["--", who]
        return changing(words, asked)
    }

    private func object(_ asked: Asked) -> Reply {
        guard let who = who(asked) else { return nobody(asked) }
        return changing(["privacy", "object"] + terms(asked) + ["--", who], asked)
    }

    private func retention(_ asked: Asked) -> Reply {
        guard let months = asked.field("months").flatMap({ Int($0.trimmed) }),
            (1...1200).contains(months)
        else {
            return wrong(
                "months",
                asked.work.say(
                    "Type a number of months from 1 to 1200.",
                    "Typ een aantal maanden van 1 tot 1200."), asked)
        }
        let words = ["privacy", "retention", "--months", "\(months)"] + terms(asked)
        let erases = asked.field("erase") == "true"
        let isUnsure = erases && !isSure(asked)
        guard !erases || isUnsure else { return changing(words + ["--erase", "--yes"], asked) }
        return carryOut(words) { [self] printed in
            guard printed.code == 0 else { return failed(printed, "months", asked) }
            let body = asked.privacy.overdue(
                months, Self.lines(printed), wrong: isUnsure ? ("confirm", unsure(asked)) : nil)
            return shown(body, asked, status: isUnsure ? 400 : 200)
        }
    }

    /// Carries out what changes what is held of persons: nothing that was answered before stays in memory.
    private func changing(_ words: [String], _ asked: Asked) -> Reply {
        carryOut(words) { [self] printed in
            held.forget()
            uploads?.removeAll()
            guard printed.code == 0 else { return failed(printed, "who", asked) }
            return shown(asked.privacy.start(told: Self.lines(printed)), asked)
        }
    }

    /// What was said and printed, a line each.
    private static func lines(_ printed: Printed) -> [String] {
        let text = printed.complaint + String(decoding: printed.bytes, as: UTF8.self)
        return text.split(separator: "\n").map(String.init)
    }

    private func failed(_ printed: Printed, _ field: String, _ asked: Asked) -> Response {
        let said = Site.said(printed.complaint)
        return shown(
            asked.privacy.start(wrong: (field, said)), asked, status: Site.status(printed.code))
    }

    /// The register of what is kept, and the log: of nobody.
    private func list(_ name: String, _ asked: Asked) -> Reply {
        let format = asked.field("format") ?? "html"
        guard ["html", "json", "csv", "md", "text"].contains(format) else {
            return .now(Problem.wrongRequest.response)
        }
        let words = ["privacy", name, "--format", format, "--lang", asked.language.rawValue]
        let isFile = asked.field("file") == "true"
        return carryOut(words) { [self] printed in
            guard printed.code == 0 else { return failed(printed, "who", asked) }
            guard !isFile else { return file(printed.bytes, format, name) }
            let answer = AnswerPage(String(decoding: printed.bytes, as: UTF8.self))
            return shown(
                asked.privacy.list(name) + WorkPage.part(answer), asked, style: answer.style)
        }
    }
}

extension Asked {
    var privacy: PrivacyPage { PrivacyPage(work: work) }
}
