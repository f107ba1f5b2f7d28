internal import NIOConcurrencyHelpers
internal import Quantities
internal import Workbench

/// What is done on the page of data: files are given, looked at, imported, and imports are taken back.
struct DataDesk: Sendable {
    static let place = "/data"
    /// Where a form with files is sent.
    static let upload = "/data/upload"

    /// Imports that were made here, with who made them: they may have the rejected rows again.
    final class Made: Sendable {
        private let names = NIOLockedValueBox<[Int: String]>([:])
        func add(_ numbers: [Int], by name: String) {
            names.withLockedValue { names in for number in numbers { names[number] = name } }
        }
        func by(_ number: Int) -> String? { names.withLockedValue { $0[number] } }
    }

    let imports: ImportDesk
    let pages: Pages
    let held: HeldAnswers
    let uploads: Uploads
    let made = Made()
    /// Files are looked at one after the other, and not behind imports.
    let looking = ImportLine()

    private var changes: any Changes { imports.changes }

    /// The words between the files of a form; nil for what is no such form.
    static func boundary(_ headers: Headers) -> String? {
        guard let type = headers["content-type"],
            type.lowercased().hasPrefix("multipart/form-data"),
            let found = type.firstMatch(of: /(?i)boundary="?([^";]+)"?/)
        else { return nil }
        return String(found.output.1)
    }

    /// Nil for an address that is none of these.
    func reply(_ request: Request, _ known: Known) -> Reply? {
        let path = request.path
        guard path == Self.place || path.hasPrefix(Self.place + "/") else { return nil }
        let isReading = request.method == .get || request.method == .head
        let page = Asked(request, known, language(request))
        switch (path, isReading) {
        case (Self.place, true): return start(page)
        case ("/data/doctor", true): return doctor(page)
        case (_, true) where path.hasPrefix("/data/pending/"):
            return pending(String(path.dropFirst("/data/pending/".count)), page)
        case (_, true) where path.hasPrefix("/data/rejects/"):
            return rejects(String(path.dropFirst("/data/rejects/".count)), page)
        case (Self.upload, false) where request.method == .post: return take(page)
        case ("/data/import", false) where request.method == .post: return add(page)
        case ("/data/cancel", false) where request.method == .post: return cancel(page)
        case ("/data/undo", false) where request.method == .post: return undo(page)
        default: return .now(Problem.notFound.response)
        }
    }

    private func language(_ request: Request) -> Language {
        let form = Asked(request, Known(name: "", role: .read, isAmbient: false), .en)
        let said = request.query.first("lang") ?? form.field("lang")
        return said.flatMap(Language.init) ?? changes.language ?? .en
    }

    private func shown(_ body: String, _ title: String, _ asked: Asked, style: String? = nil)
        -> Response
    {
        pages.own(
            body, title: title, path: Self.place, style: style, asked.known, asked.language,
            asked.request)
    }

    private func start(_ asked: Asked) -> Reply {
        let lang = ["--lang", asked.language.rawValue]
        let undone = asked.request.query.first("undone").flatMap { Int($0) }
        return .later { [self] in
            let listed = changes.carryOut(["imports", "--format", "json"], nil)
            let records = DataPage.imports(listed.bytes)
            var read: DataPage.Read?
            var check: AnswerPage?
            if records.contains(where: { !$0.undone }) {
                let json = await held.answer(["check", "--format", "json"])
                read = json.flatMap { DataPage.read($0.printed.bytes) }
                let html = await held.answer(["check"] + lang + ["--format", "html"])
                check = html.flatMap { held in
                    held.printed.code <= 1
                        ? AnswerPage(String(decoding: held.printed.bytes, as: UTF8.self)) : nil
                }
            }
            let told = undone.map {
                asked.work.told([
                    asked.work.say("Import \($0) was taken back.", "Import \($0) is teruggedraaid.")
                ])
            }
            let body = asked.page.start(
                records, read, uploads.all(of: asked.known.name),
                check: check.map(WorkPage.part) ?? "", told: told ?? "")
            return shown(
                body, asked.work.say("Data", "Gegevens"), asked, style: check?.style)
        }
    }

    /// Takes files in, and shows what is read from them.
    private func take(_ asked: Asked) -> Reply {
        guard let form = asked.request.file, let boundary = Self.boundary(asked.request.headers)
        else { return .now(Problem.wrongRequest.response) }
        return .later { [self] in
            let files: [IncomingFile]?
            do {
                files = try IncomingForm.files(form, boundary: boundary) { try changes.file() }
            } catch { return wrong(Problem.full, asked) }
            guard let files, !files.isEmpty else {
                return wrong(
                    Problem(
                        status: 400,
                        title: asked.work.say(
                            "No file was chosen, or more than \(IncomingForm.most).",
                            "Er is geen bestand gekozen, of meer dan \(IncomingForm.most).")), asked
                )
            }
            guard let upload = uploads.add(files, by: asked.known.name) else {
                return wrong(
                    Problem(
                        status: 503,
                        title: asked.work.say(
                            "Too many files wait to be imported: import or remove those first.",
                            "Er wachten te veel bestanden: importeer of verwijder die eerst.")),
                    asked)
            }
            return .see(asked.page.address(upload.id))
        }
    }

    private func pending(_ id: String, _ asked: Asked) -> Reply {
        guard let upload = uploads.find(id, of: asked.known.name) else { return .now(gone(asked)) }
        return .later { [self] in
            let words =
                ["inspect"] + upload.files.map(\.path)
                + ["--format", "html", "--lang", asked.language.rawValue]
            guard let printed = await looking.take({ changes.carryOut(words, nil) }) else {
                return ImportDesk.waitsTooLong
            }
            let answer = AnswerPage(String(decoding: printed.bytes, as: UTF8.self))
            let body = asked.page.pending(
                upload, shown: WorkPage.part(answer), complaint: printed.complaint)
            return shown(body, asked.work.say("Data", "Gegevens"), asked, style: answer.style)
        }
    }

    private func add(_ asked: Asked) -> Reply {
        guard let id = asked.field("id"), let upload = uploads.find(id, of: asked.known.name) else {
            return .now(gone(asked))
        }
        let more = asked.field("accept-loss") == "true" ? ["--accept-loss"] : []
        let words =
            ["import"] + upload.files.map(\.path)
            + [
                "--format", "html", "--lang", asked.language.rawValue, "--actor",
                "token \(asked.known.name)",
            ] + more
        return .later { [self] in
            let order = ImportOrder()
            let printed = await imports.line.take { () -> Printed? in
                // Pressed twice, it is imported once.
                guard uploads.find(id, of: asked.known.name) != nil else { return nil }
                let printed = changes.carryOut(words, order)
                if printed.code == 0 { uploads.remove(id) }
                return printed
            }
            guard let printed else { return ImportDesk.waitsTooLong }
            guard let printed else { return gone(asked) }
            imports.metrics.add(imports: order.numbers.count, rows: order.rows)
            made.add(order.numbers, by: asked.known.name)
            let answer = AnswerPage(String(decoding: printed.bytes, as: UTF8.self))
            let body = asked.page.done(
                order, shown: printed.bytes.isEmpty ? "" : WorkPage.part(answer),
                complaint: printed.complaint, isWhole: printed.code == 0,
                rejects: order.numbers.flatMap { changes.rejects(of: $0) })
            return shown(body, asked.work.say("Data", "Gegevens"), asked, style: answer.style)
        }
    }

    private func cancel(_ asked: Asked) -> Reply {
        if let id = asked.field("id"), uploads.find(id, of: asked.known.name) != nil {
            uploads.remove(id)
        }
        return .now(.see("\(Self.place)?lang=\(asked.language.rawValue)"))
    }

    private func undo(_ asked: Asked) -> Reply {
        guard let number = asked.field("number").flatMap({ Int($0) }) else {
            return .now(Problem.wrongRequest.response)
        }
        return .later { [self] in
            let printed = await imports.line.take {
                changes.carryOut(
                    [
                        "undo-import", "\(number)", "--actor", "token \(asked.known.name)",
                        "--lang", asked.language.rawValue,
                    ], nil)
            }
            guard let printed else { return ImportDesk.waitsTooLong }
            guard printed.code == 0 else {
                return wrong(
                    Problem(
                        status: Site.status(printed.code),
                        title: asked.work.say("Nothing was changed.", "Er is niets veranderd."),
                        detail: Site.said(printed.complaint)), asked)
            }
            return .see("\(Self.place)?lang=\(asked.language.rawValue)&undone=\(number)")
        }
    }

    private func doctor(_ asked: Asked) -> Reply {
        .later { [self] in
            let words = ["doctor", "--format", "html", "--lang", asked.language.rawValue]
            guard let printed = await looking.take({ changes.carryOut(words, nil) }) else {
                return ImportDesk.waitsTooLong
            }
            let answer = AnswerPage(String(decoding: printed.bytes, as: UTF8.self))
            let work = asked.work
            let title = work.say("Is the workspace whole?", "Is de werkruimte heel?")
            let said = work.told(DataPage.lines(printed.complaint), isWrong: true)
            let back = work.say("Back to the data", "Terug naar de gegevens")
            let body = """
                <main class="work">
                <h1>\(title)</h1>
                \(printed.bytes.isEmpty ? said : "")<p><a href="/data?lang=\(work.language.rawValue)">\(back)</a></p>
                </main>

                """
            return shown(
                body + (printed.bytes.isEmpty ? "" : WorkPage.part(answer)), title, asked,
                style: answer.style)
        }
    }

    /// Rows that were rejected: for who imported them, and for who may see persons.
    private func rejects(_ name: String, _ asked: Asked) -> Reply {
        guard let found = name.wholeMatch(of: /import-([0-9]{1,9})(-[0-9]{1,4})?\.csv/),
            let number = Int(found.output.1)
        else { return .now(Problem.notFound.response) }
        guard made.by(number) == asked.known.name || asked.known.role.may(.persons) else {
            return .now(Problem.forbidden(.persons).response)
        }
        return .later { [self] in
            guard let bytes = changes.rejected(name) else { return Problem.notFound.response }
            return Response(
                200, "text/csv; charset=utf-8", bytes,
                [
                    ("cache-control", "no-store"),
                    ("content-disposition", "attachment; filename=\"\(name)\""),
                ])
        }
    }

    private func gone(_ asked: Asked) -> Response {
        wrong(
            Problem(
                status: 404,
                title: asked.work.say(
                    "These files are not here any more: they were imported or removed. Give them again.",
                    "Deze bestanden zijn er niet meer: ze zijn geïmporteerd of verwijderd. Geef ze opnieuw."
                )), asked)
    }

    private func wrong(_ problem: Problem, _ asked: Asked) -> Response {
        pages.wrong(problem, asked.known, asked.request)
    }
}
