#if Service
    import Service
    import Store
    import Workbench

    /// Changes the workspace as the program does when it is asked in a terminal: by the same commands.
    final class ServedChanges: Changes {
        private let workspace: Workspace
        private let folder: IncomingFolder

        /// - Throws: `FailedVerb` where nothing can be written.
        init(_ workspace: Workspace) throws {
            self.workspace = workspace
            folder = try IncomingFolder(workspace)
        }

        func file() throws -> IncomingFile { try folder.file() }

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

        /// Removes what came in and was not imported.
        func end() { folder.remove() }
    }
#endif
