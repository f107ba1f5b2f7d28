import Quantities
import Store
import Valuation
import Workbench

/// Which program this is.
enum ProgramVersion {
    static let number = "0.1.0"

    /// What was built in that need not be.
    static let traits: String = {
        var names: [String] = []
        #if Service
            names.append("Service")
        #endif
        #if XLSX
            names.append("XLSX")
        #endif
        return names.isEmpty ? "" : " (\(names.joined(separator: ", ")))"
    }()

    /// With what it works: the database, and the rule books that are part of it.
    static var text: String {
        let books = RuleFiles.presets.compactMap { name in
            (try? RuleFiles.ruleBook(name)).map {
                "\($0.name) \($0.version) (\($0.fingerprint.description.prefix(12)))"
            }
        }
        return """
            mql \(number)\(traits)
            SQLite \(StoreVersion.sqlite)
            rule books \(books.joined(separator: ", "))

            """
    }
}
