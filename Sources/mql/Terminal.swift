import Quantities
import Reports
import Workbench

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Standard output, standard error and the exit code. What was asked for goes to the first, talk
/// goes to the second.
enum Terminal {
    /// Writes what was asked for. What could steer a terminal is written out, whatever it comes from.
    static func print(_ text: String) { show(text.harmless, pages: false) }

    /// Writes lines, broken between words where they are wider than the terminal.
    static func print(lines text: String) {
        guard let width else { return print(text) }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            String(line).wrapped(to: width, indent: line.hasPrefix("  ") ? 12 : 2)
        }
        print(lines.joined(separator: "\n"))
    }

    /// Writes what was asked for, page by page where it is longer than the screen and somebody reads it.
    ///
    /// - Parameter text: in which nothing steers a terminal but its own colours.
    static func show(_ text: String, pages: Bool) {
        let call = Call.current
        call.said?.output += text
        guard !call.isServed else { return }
        if pages, Pager.show(text) { return }
        if let code = write(text, to: 1) {
            // Whoever read the first lines has seen enough: it ends as other tools do.
            if code == EPIPE {
                signal(SIGPIPE, SIG_DFL)
                raise(SIGPIPE)
            }
            complain("Standard output cannot be written: \(String(cString: strerror(code))).")
            Terminal.exit(74)
        }
    }

    /// Says something about it, each line broken between words where somebody reads it in a terminal. What could
    /// steer a terminal is written out: an argument, a name or a cell that is told again is text from outside.
    static func complain(_ text: String) {
        let text = text.harmless
        guard let width = complaintWidth else { return complain(broken: text) }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            String(line).wrapped(to: width, indent: line.prefix { $0 == " " }.count)
        }
        complain(broken: lines.joined(separator: "\n"))
    }

    private static func complain(broken text: String) {
        let text = text.hasSuffix("\n") ? text : text + "\n"
        Call.current.said?.complaint += text
        if !Call.current.isServed { _ = write(text, to: 2) }
    }

    /// Says a line, broken between words where somebody reads it in a terminal.
    ///
    /// - Parameter indent: of the lines after the first.
    static func complain(_ line: String, indent: Int) {
        let line = line.harmless
        complain(broken: complaintWidth.map { line.wrapped(to: $0, indent: indent) } ?? line)
    }

    /// How many cells a line of the terminal has that standard output is, 60 to 200; nil where it is none.
    static var width: Int? { Call.current.isServed ? nil : ownWidth }

    private static let ownWidth = width(of: 1)

    /// Whether somebody reads standard output in a terminal that has colours, and has not asked for none.
    static var hasColours: Bool { !Call.current.isServed && ownColours }

    private static let ownColours =
        isatty(1) == 1 && !isDumb && (getenv("NO_COLOR").map { $0.pointee == 0 } ?? true)

    /// Whether the terminal can do nothing but show letters.
    static var isDumb: Bool { getenv("TERM").map { String(cString: $0) == "dumb" } ?? false }

    /// What an answer depends on beside the question: how it is written.
    static var look: [String] {
        [
            width.map { "width \($0)" }, complaintWidth.map { "complaints \($0)" },
            hasColours ? "colours" : nil,
            Call.current.hidesPersons ? "hides persons" : nil,
        ].compactMap(\.self) + Environment.set.map { "\($0.name)=\($0.value)" }
    }

    /// The same of standard error.
    private static var complaintWidth: Int? { Call.current.isServed ? nil : ownComplaintWidth }

    private static let ownComplaintWidth = width(of: 2)

    private static func width(of descriptor: Int32) -> Int? {
        guard isatty(descriptor) == 1 else { return nil }
        var size = winsize()
        let isKnown = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        let said = getenv("COLUMNS").flatMap { Int(String(cString: $0)) }
        return min(200, max(60, isKnown ? Int(size.ws_col) : said ?? 80))
    }

    /// Says again what was said before.
    static func complain(kept text: String) {
        if Call.current.isServed {
            Call.current.said?.complaint += text
        } else if !text.isEmpty {
            _ = write(text, to: 2)
        }
    }

    /// What was typed, with the as-of day, so that it can be typed again on another day.
    static func command(asOf: Day? = nil) -> String {
        func typed(_ word: String) -> String {
            let isPlain = word.allSatisfy { $0.isLetter || $0.isNumber || "-_./,:=*+".contains($0) }
            return isPlain && !word.isEmpty
                ? word : "'" + word.replacing("'", with: "'\\''") + "'"
        }
        let words = Call.current.words.map(typed)
        let said = Environment.set.map { "\($0.name)=\(typed($0.value))" }
        let isSaid = words.contains { $0.hasPrefix("--as-of") }
        let day = asOf.map { isSaid ? [] : ["--as-of", "\($0)"] } ?? []
        return (said + ["mql"] + words + day).joined(separator: " ")
    }

    /// Tells on standard error how far reading is.
    static func progress(_ language: Language) -> WorkProgress? {
        Call.current.isServed ? nil : shownProgress(language)
    }

    private static func shownProgress(_ language: Language) -> WorkProgress {
        WorkProgress(isTerminal: isatty(2) == 1 && !isDumb, language: language) {
            _ = write($0, to: 2)
        }
    }

    /// Whether somebody can be asked something.
    static var isInteractive: Bool { !Call.current.isServed && isatty(0) == 1 && isatty(2) == 1 }

    /// What somebody types; nil at the end of input.
    static func answer() -> String? {
        _ = write("   > ", to: 2)
        return readLine()
    }

    static func exit(_ code: Int32) -> Never {
        #if canImport(Darwin)
            Darwin.exit(code)
        #elseif canImport(Musl)
            Musl.exit(code)
        #else
            Glibc.exit(code)
        #endif
    }

    /// The name that somebody is logged in with.
    static var user: String {
        for name in ["USER", "LOGNAME"] {
            if let value = getenv(name), value.pointee != 0 { return String(cString: value) }
        }
        return "uid \(getuid())"
    }

    /// The command that was given, without what it was given.
    static var verb: String { Call.current.verb }

    /// What tells this program from another version of it.
    static var program: String {
        let own = "/proc/self/exe"
        return Files.version(of: Files.exists(own) ? own : CommandLine.arguments[0])
    }

    /// What the system says of an error.
    static func message(_ number: Int32) -> String { String(cString: strerror(number)) }

    /// Where programs stand.
    static var programFolders: String {
        getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
    }

    static var processors: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

    /// The error number of what went wrong; nil where all was written.
    private static func write(_ text: String, to descriptor: Int32) -> Int32? {
        var text = text
        return text.withUTF8 { bytes in
            var written = 0
            while written < bytes.count {
                let rest = UnsafeBufferPointer(rebasing: bytes[written...])
                let count = systemWrite(descriptor, rest)
                if count >= 0 { written += count } else if errno != EINTR { return errno }
            }
            return nil
        }
    }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}
