internal import GRDB
internal import Intake
internal import Leads

/// Those who were erased or have objected, by the marks that are kept of them: nobody can be read out of it.
package struct GonePersons: Sendable {
    private let marks: Marks

    fileprivate init(_ marks: Marks) { self.marks = marks }

    /// Whether somebody with this id or address is among them.
    package func has(id: String, address: String?) -> Bool {
        guard !marks.isEmpty else { return false }
        let texts = [ErasedText.lead(id), .address(id)] + (address.map { [.address($0)] } ?? [])
        return texts.contains { marks.contains($0) || marks.isObjecting($0) }
    }
}

extension LeadDatabase {
    /// Those who were erased or have objected.
    package func gone(key: ErasureKey) throws -> GonePersons {
        try reading { db in GonePersons(try Marks(db, key)) }
    }
}
