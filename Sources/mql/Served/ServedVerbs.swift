#if Service
    import Dispatch
    import Quantities
    import Service
    import Store
    import Workbench

    /// Answers questions over HTTP as the program answers them in a terminal: by the same commands.
    final class ServedVerbs: Verbs {
        let reading = VerbTable.verbs
        /// Files that were named when the service was started; without them the workspace or the project is read.
        let data: [String]
        private let facts = HeldFacts()
        private let workspace: Workspace?
        private let desks = Desks()
        private let projects = Projects()
        let changes: (any Changes)?

        /// - Parameters:
        ///   - workspace: nil where files are read.
        ///   - changes: nil where nothing is changed over HTTP.
        init(data: [String], _ workspace: Workspace?, _ changes: (any Changes)?) {
            self.data = data
            self.workspace = workspace
            self.changes = changes
        }

        var held: Int { facts.count }

        func answer(_ words: [String]) async -> Printed {
            let made = MadeFile()
            let call = Call(served: words, made, held: facts)
            let code = await Call.$current.withValue(call) { await MQL.answer() }
            let said = call.said ?? ("", "")
            return Printed(
                bytes: made.bytes ?? Array(said.output.utf8), complaint: said.complaint, code: code)
        }

        func stamp(_ words: [String]) -> String {
            let own = FileStamp.of([Project.fileName, IssuedPages.fileName, TeamDecisions.fileName])
            let project = projects.project(own)
            let named = [project?.rules, project?.rates, project?.map].compactMap(\.self)
            // A pattern or a folder stands for other files when a new export lies there.
            let files = workspace == nil && data.isEmpty ? project?.files ?? [] : data
            let read = (try? ChosenFiles.expanded(files)) ?? files
            // What the program takes as the day of today where nobody says another.
            return own + FileStamp.of(named + read)
                + " \(workspace?.stamp ?? "") \(Clock.today(in: .utc))"
        }

        func note(_ words: [String], by name: String) throws {
            try workspace?.note(
                Workspace.terms(at: nil, actor: "token \(name)"), .showPersons, words.first ?? "")
        }

        var crmLink: String? {
            projects.project(
                FileStamp.of([Project.fileName, IssuedPages.fileName, TeamDecisions.fileName]))?
                .crmLink
        }

        var drafts: [RuleDraft] {
            RuleDrafts.all.map { RuleDraft(name: $0.name, title: $0.title, by: $0.by) }
        }

        func saveDraft(_ words: [String], by name: String) async -> Result<String, DraftFailure> {
            let file = RuleDrafts.nextName()
            // What is made over HTTP comes back as bytes, and is written here, where nobody names a path.
            let printed = await answer(words + ["--save", file])
            guard printed.code == 0 else { return .failure(DraftFailure(printed.complaint)) }
            do {
                try RuleDrafts.save(String(decoding: printed.bytes, as: UTF8.self), as: file)
                return .success(file)
            } catch let failed as FailedVerb {
                return .failure(DraftFailure(failed.message.en))
            } catch {
                return .failure(DraftFailure("\(error)"))
            }
        }

        func sign(_ draft: String, for side: Side, by name: String) throws {
            guard drafts.contains(where: { $0.name == draft }) else {
                throw FailedVerb(
                    .noInput, en: "There is no \(draft.quoted).", nl: "Er is geen \(draft.quoted).")
            }
            let own = "\(side.rawValue) (\(name))"
            let day = try Clock.today(in: RuleFiles.zone(of: draft))
            let signed = try SignOff.sign(draft, by: [own], on: day)
            try workspace?.note(
                Workspace.terms(at: nil, actor: "token \(name)"), .sign,
                "\(signed.name) \(signed.version) \(signed.of)")
        }

        /// Read anew where the rules, the answers or who was erased have changed.
        var desk: JudgeDesk {
            get throws {
                let stamp = stamp([])
                return try desks.desk(stamp) { try JudgeDesk(workspace) }
            }
        }
    }

    /// The project as it was read last, for what its answers depend on.
    private final class Projects: @unchecked Sendable {
        private let queue = DispatchQueue(label: "projects")
        private var last: (stamp: String, project: Project?)?

        func project(_ stamp: String) -> Project? {
            queue.sync {
                if let last, last.stamp == stamp { return last.project }
                let project = (try? Project.load()).flatMap { $0 }
                last = (stamp, project)
                return project
            }
        }
    }

    /// The rules as they were read last.
    private final class Desks: @unchecked Sendable {
        private let queue = DispatchQueue(label: "desks")
        private var last: (stamp: String, desk: JudgeDesk)?

        func desk(_ stamp: String, _ make: () throws -> JudgeDesk) throws -> JudgeDesk {
            try queue.sync {
                if let last, last.stamp == stamp { return last.desk }
                let desk = try make()
                last = (stamp, desk)
                return desk
            }
        }
    }
#endif
