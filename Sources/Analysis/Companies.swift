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

    /// - Parameter end: the first moment of which nothing is known yet.
    package init(_ leads: LeadTable, _ rules: CompanyRules, end: Instant) {
        let names = CompanyNames(rules)
        let nameColumn = leads.column("company")
        let domainColumn = leads.column(LeadTable.emailDomain)
        let nameOfSymbol = CompanyKeys(nameColumn, names.name)
        let domainOfSymbol = CompanyKeys(domainColumn, names.domain)

        // The one domain that a name occurs with; −2 where there are several.
        var domainOfName = [Int32](repeating: -1, count: nameOfSymbol.count)
        for lead in 0..<leads.count where leads.created[lead] < end {
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
struct CompanyNames {
    private let freeMail: Set<String>
    private let notNames: Set<String>
    private let legalForms: Set<String>

    init(_ rules: CompanyRules) {
        freeMail = Set(rules.freeMail.map { $0.lowercased() })
        notNames = Set(rules.notNames.map(Self.words).map { $0.joined(separator: " ") })
        legalForms = Set(rules.legalForms.flatMap(Self.words))
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

    init(_ column: TextColumn?, _ key: (String) -> String?) {
        guard let column else {
            (symbols, keys, count) = ([], [], 0)
            return
        }
        var numbers: [String: Int32] = [:]
        symbols = column.symbols
        keys = (0..<column.table.count).map { symbol in
            guard symbol > 0, let text = key(column.table.text(Symbol(symbol))) else { return -1 }
            if let number = numbers[text] { return number }
            let number = Int32(numbers.count)
            numbers[text] = number
            return number
        }
        count = numbers.count
    }

    func key(of lead: Int) -> Int32 { symbols.isEmpty ? -1 : keys[Int(symbols[lead])] }
}
