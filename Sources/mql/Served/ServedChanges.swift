#if Service
    import Quantities
    import Service
    import Store
    import Workbench

    /// Changes the workspace as the program does when it is asked in a terminal: by the same commands.
    final class ServedChanges: Changes {
        private let workspace: Workspace
        private let folder: IncomingFolder?

        /// - Parameter isImporting: whether files and rows are taken.
        /// - Throws: `FailedVerb` where they are, and nothing can be written.
        init(_ workspace: Workspace, isImporting: Bool) throws {
            self.workspace = workspace
            folder = try isImporting ? IncomingFolder(workspace) : nil
        }

        var isImporting: Bool { folder != nil }

        func file() throws -> IncomingFile {
            guard let folder else {
                throw FailedVerb(
                    .cannotWrite, en: "Nothing is added here.", nl: "Hier wordt niets toegevoegd.")
            }
            return try folder.file()
        }

        func carryOut(_ words: [String], _ order: ImportOrder?) -> Printed {
            let made = MadeFile()
            let call = Call(served: words, made, held: nil, order: order)
            let code = Call.$current.withValue(call) { MQL.answerHere() }
            let said = call.said ?? ("", "")
            return Printed(
                bytes: made.bytes ?? Array(said.output.utf8), complaint: said.complaint, code: code)
        }

        func mark(_ sent: String, by actor: String, content: String) throws -> ImportMark {
            try workspace.mark(sent, by: actor, content: content)
        }

        func earlier(_ mark: ImportMark) throws -> RepeatedImport? {
            try workspace.earlier(mark)
        }

        var language: Language? { (try? Project.load())?.language }

        func rejects(of number: Int) -> [String] { workspace.rejectFiles(of: number) }

        func rejected(_ name: String) -> [UInt8]? { workspace.rejectFile(name) }

        /// Removes what came in and was not imported.
        func end() { folder?.remove() }
    }
#endif
