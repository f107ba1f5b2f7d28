internal import Store

/// Numbers under which an advertising platform gets conversions: they say nothing of anybody, and stay the same, so
/// that what was sent of somebody can be taken back when nothing else is known of them any more.
extension Workspace {
    /// What stands behind the name of a list of conversions.
    private static func mark(_ name: String) -> String { " [conversions \(name)]" }

    /// How a list of conversions is called among those that were written.
    package static func list(_ file: String?, of name: String) -> String {
        (file.map(Files.name) ?? "standard output") + mark(name)
    }

    /// The number of each lead, by its id.
    package func conversionOrders(of ids: [String], name: String) throws -> [String: String] {
        let key = try key()
        let database = try openForReading()
        defer { database.close() }
        let numbers = try telling { try database.numbersOfLeads(ids) }
        return Dictionary(
            numbers.map { ($0.id, Self.order($0.number, name, key)) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The numbers of those of whom a conversion was written, and who were erased or object since.
    package func conversionsToRetract(name: String) throws -> [String] {
        let key = try key()
        let database = try openForReading()
        defer { database.close() }
        let gone = try telling { try database.goneOfLists(ending: Self.mark(name)) }
        return gone.map { Self.order($0, name, key) }.sorted()
    }

    private static func order(_ number: Int64, _ name: String, _ key: ErasureKey) -> String {
        String(key.name(of: ["conversion", name, "\(number)"]).prefix(32))
    }
}
