import Quantities
import Workbench

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The program through which a text is read that is longer than the screen.
enum Pager {
    /// `MQL_PAGER`, else `PAGER`, else less; nil where it is empty or cat, which shows nothing page by page.
    private static var command: String? {
        let named = (getenv("MQL_PAGER") ?? getenv("PAGER")).map { String(cString: $0) }
        let command = named ?? "less -FRX"
        let words = command.split(separator: " ")
        return words.isEmpty || words == ["cat"] ? nil : command
    }

    /// Whether the text is longer than the screen, and somebody sits before it.
    private static func isNeeded(_ text: String) -> Bool {
        guard isatty(0) == 1, isatty(1) == 1, !Terminal.isDumb else { return false }
        var size = winsize()
        guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else { return false }
        return text.utf8.count { $0 == 0x0A } >= Int(size.ws_row)
    }

    /// Shows the text where that is needed.
    ///
    /// - Returns: false where it was not shown, as there is no such program.
    static func show(_ text: String) -> Bool {
        guard isNeeded(text), let command, isThere(command) else { return false }
        // What git does: colours as they are, no pager for what fits, and the text stays when it ends.
        setenv("LESS", "FRX", 0)
        setenv("LESSCHARSET", "utf-8", 0)
        guard let pipe = popen(command, "w") else { return false }
        // Whoever quits it has seen enough, and Ctrl-C is for it.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGINT, SIG_IGN)
        _ = text.withCString { fputs($0, pipe) }
        let status = pclose(pipe)
        signal(SIGPIPE, SIG_DFL)
        signal(SIGINT, SIG_DFL)
        // What a shell says of a program that it does not find.
        return status >> 8 & 0xFF != 127
    }

    /// Whether the first word is a program. What a shell has to make sense of is left to it.
    private static func isThere(_ command: String) -> Bool {
        guard let word = command.split(separator: " ").first.map(String.init),
            !word.contains(where: { "=$\"'`(|&;<>".contains($0) })
        else { return true }
        if word.contains("/") { return access(word, X_OK) == 0 }
        return Terminal.programFolders.split(separator: ":").contains {
            access("\($0)/\(word)", X_OK) == 0
        }
    }
}
