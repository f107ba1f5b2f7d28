package import Leads
package import Quantities
package import Valuation

/// Which company each person belongs to, as far as that is known.
///
/// A person belongs to the company of its business address: the domain of its e-mail, unless
/// anybody can have a mailbox there. Without one, the company's name decides; a name that occurs
/// with one business domain only is the company of that domain. Two companies of the same name with
/// different domains stay two: putting strangers together is the worse mistake.
package struct Companies: Sendable {
    /// By lead, a number: companies from 0 to `count`, then persons without one.
    package let unitOfLead: [Int32]
    /// How many companies there are.
    package let count: Int
    /// Companies, and persons without a known one.
    package let unitCount: Int

    /// Those of no lead.
    static let none = Companies(LeadTable(), CompanyRules(), end: Instant(seconds: 0))

    /// - Parameters:
    ///   - end: the first moment of which nothing is known yet.
    ///   - jobs: how many columns are looked at at once.
    ///   - joinsNames: whether a name that occurs with one domain is the company of that; not where others
    ///     know more of the names.
    package init(
        _ leads: LeadTable, _ rules: CompanyRules, end: Instant, jobs: Int = 1,
        joinsNames: Bool = true
    ) {
        let names = CompanyNames(rules)
        let nameColumn = leads.column("company")
        let domainColumn = leads.column(LeadTable.emailDomain)
        let (nameOfSymbol, domainOfSymbol) = Parallel.all(jobs: jobs) {
            CompanyKeys(nameColumn, jobs: jobs, names.plainName, names.name)
        } _: {
            CompanyKeys(domainColumn, jobs: jobs, names.plainDomain, names.domain)
        }

        // The one domain that a name occurs with; −2 where there are several.
        var domainOfName = [Int32](repeating: -1, count: nameOfSymbol.count)
        for lead in 0..<leads.count where joinsNames && leads.created[lead] < end {
            let (name, domain) = (nameOfSymbol.key(of: lead), domainOfSymbol.key(of: lead))
            guard name >= 0, domain >= 0 else { continue }
            let known = domainOfName[Int(name)]
            domainOfName[Int(name)] = known == -1 || known == domain ? domain : -2
        }

        var numbers = [Int32](
            repeating: -1, count: domainOfSymbol.count + nameOfSymbol.count)
        var next: Int32 = 0
        var units = [Int32](repeating: -1, count: leads.count)
        for lead in 0..<leads.count {
            let (name, domain) = (nameOfSymbol.key(of: lead), domainOfSymbol.key(of: lead))
            let place: Int
            if domain >= 0 {
                place = Int(domain)
            } else if name >= 0 {
                let only = domainOfName[Int(name)]
                place = only >= 0 ? Int(only) : domainOfSymbol.count + Int(name)
            } else {
                continue
            }
            if numbers[place] < 0 {
                numbers[place] = next
                next += 1
            }
            units[lead] = numbers[place]
        }
        count = Int(next)
        for lead in units.indices where units[lead] < 0 {
            units[lead] = next
            next += 1
        }
        unitCount = Int(next)
        unitOfLead = units
    }
}

/// What texts become before they are compared.
struct CompanyNames: Sendable {
    private let freeMail: Set<String>
    private let notNames: Set<String>
    private let legalForms: Set<String>
    private let plainFreeMail: InternTable
    private let plainNotNames: InternTable
    private let plainLegalForms: InternTable

    init(_ rules: CompanyRules) {
        freeMail = Set(rules.freeMail.map { $0.lowercased() })
        notNames = Set(rules.notNames.map(Self.words).map { $0.joined(separator: " ") })
        legalForms = Set(rules.legalForms.flatMap(Self.words))
        plainFreeMail = Self.table(freeMail)
        plainNotNames = Self.table(notNames)
        plainLegalForms = Self.table(legalForms)
    }

    private static func table(_ texts: Set<String>) -> InternTable {
        var table = InternTable()
        for text in texts.sorted() { _ = table.intern(text) }
        return table
    }

    /// Points vanish and other signs part words: `B.V.` is `bv`.
    private static func words(_ text: String) -> [String] {
        text.lowercased().filter { $0 != "." && $0 != "'" && $0 != "’" }
            .split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    /// The name without its legal form; nil for what is no name.
    func name(_ text: String) -> String? {
        let words = Self.words(text)
        let whole = words.joined(separator: " ")
        guard !words.isEmpty, !notNames.contains(whole) else { return nil }
        let bare = words.filter { !legalForms.contains($0) }
        return bare.isEmpty ? whole : bare.joined(separator: " ")
    }

    /// The same of a text in ASCII, as its bytes; empty for what is no name. Most names are of this kind.
    func plainName(_ text: UnsafeRawBufferPointer, into name: inout [UInt8]) {
        name.removeAll(keepingCapacity: true)
        withUnsafeTemporaryAllocation(byteCount: text.count + 1, alignment: 1) { whole in
            var (start, end) = (0, 0)
            func endWord() {
                guard start < end else { return }
                let word = UnsafeRawBufferPointer(rebasing: whole[start..<end])
                if plainLegalForms.find(word) == nil {
                    if !name.isEmpty { name.append(0x20) }
                    name.append(contentsOf: word)
                }
                whole[end] = 0x20
                end += 1
                start = end
            }
            for byte in text {
                let small = byte &- 0x41 < 26 ? byte | 0x20 : byte
                if small &- 0x61 < 26 || small &- 0x30 < 10 {
                    whole[end] = small
                    end += 1
                } else if byte != UInt8(ascii: "."), byte != UInt8(ascii: "'") {
                    endWord()
                }
            }
            endWord()
            let all = UnsafeRawBufferPointer(rebasing: whole[..<max(0, end - 1)])
            if name.isEmpty { name.append(contentsOf: all) }
            if plainNotNames.find(all) != nil { name.removeAll(keepingCapacity: true) }
        }
    }

    /// The domain of a text in ASCII, as its bytes; empty for one at which anybody can have a mailbox, and for
    /// what is no domain.
    func plainDomain(_ text: UnsafeRawBufferPointer, into domain: inout [UInt8]) {
        domain.removeAll(keepingCapacity: true)
        domain.append(contentsOf: text)
        let isDomain = domain.withUnsafeMutableBytes { bytes in
            var (points, last) = (0, UInt8(ascii: "."))
            for place in bytes.indices {
                let byte = bytes[place]
                if byte == UInt8(ascii: ".") {
                    guard last != byte else { return false }
                    points += 1
                }
                if byte &- 0x41 < 26 { bytes[place] = byte | 0x20 }
                last = byte
            }
            return points > 0 && last != UInt8(ascii: ".")
                && plainFreeMail.find(UnsafeRawBufferPointer(bytes)) == nil
        }
        if !isDomain { domain.removeAll(keepingCapacity: true) }
    }

    /// The domain; nil for one at which anybody can have a mailbox, and for what is no domain.
    func domain(_ text: String) -> String? {
        let domain = text.lowercased()
        let parts = domain.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count >= 2, !parts.contains(where: \.isEmpty), !freeMail.contains(domain)
        else { return nil }
        return domain
    }
}

/// The company key of each lead by one column; texts that come to the same have the same key.
private struct CompanyKeys {
    private let symbols: [Symbol]
    private let keys: [Int32]
    let count: Int

    /// - Parameters:
    ///   - jobs: how many texts are looked at at once.
    ///   - plain: puts the key of a text in ASCII into some bytes; none where it has no key.
    ///   - key: that of any other text; nil where it has none.
    init(
        _ column: TextColumn?, jobs: Int,
        _ plain: @escaping @Sendable (UnsafeRawBufferPointer, inout [UInt8]) -> Void,
        _ key: @escaping @Sendable (String) -> String?
    ) {
        guard let column else {
            (symbols, keys, count) = ([], [], 0)
            return
        }
        let (texts, together) = (column.table.count, 1 << 14)
        let found = Parallel.map((texts + together - 1) / together, jobs: jobs) { part in
            Part(
                column.table, (part * together)..<min(texts, (part + 1) * together), plain, key)
        }
        // By symbol of a key in ASCII its number, and by another key.
        var (known, numbers) = (InternTable(), [Int32(-1)])
        var others: [String: Int32] = [:]
        var (keys, count): ([Int32], Int32) = ([], 0)
        keys.reserveCapacity(texts)
        known.reserve(texts)
        for part in found {
            var next = part.others[...]
            part.bytes.withUnsafeBytes { bytes in
                for place in 0..<(part.ends.count - 1) {
                    if let other = next.first, other.place == place {
                        next.removeFirst()
                        let number = others[other.key] ?? count
                        others[other.key] = number
                        keys.append(number)
                        if number == count { count += 1 }
                        continue
                    }
                    let text = bytes[part.ends[place]..<part.ends[place + 1]]
                    let symbol = Int(known.intern(UnsafeRawBufferPointer(rebasing: text)))
                    if symbol == numbers.count {
                        numbers.append(count)
                        count += 1
                    }
                    keys.append(numbers[symbol])
                }
            }
        }
        symbols = column.symbols
        (self.keys, self.count) = (keys, Int(count))
    }

    /// The keys of some texts: those in ASCII one behind the other, of which one that is no name is empty.
    private struct Part: Sendable {
        private(set) var bytes: [UInt8] = []
        private(set) var ends: [Int] = [0]
        private(set) var others: [(place: Int, key: String)] = []

        init(
            _ table: InternTable, _ symbols: Range<Int>,
            _ plain: (UnsafeRawBufferPointer, inout [UInt8]) -> Void, _ key: (String) -> String?
        ) {
            ends.reserveCapacity(symbols.count + 1)
            var one: [UInt8] = []
            for (place, symbol) in symbols.enumerated() {
                table.withText(Symbol(symbol)) { text, _ in
                    if text.isASCII {
                        plain(text, &one)
                        bytes += one
                    } else if let key = key(String(decoding: text, as: UTF8.self)) {
                        // Some letters of other scripts are small letters of ASCII.
                        if key.utf8.allSatisfy({ $0 < 0x80 }) {
                            bytes += key.utf8
                        } else {
                            others.append((place, key))
                        }
                    }
                }
                ends.append(bytes.count)
            }
        }
    }

    func key(of lead: Int) -> Int32 { symbols.isEmpty ? -1 : keys[Int(symbols[lead])] }
}
