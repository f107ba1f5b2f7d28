internal import Foundation
internal import Leads
internal import Quantities

/// Leads as a program sends them: JSON with the fields of a file of leads, activities and stages inside.
struct IncomingLeads {
    /// What is wrong with a field of what was sent.
    struct Fault: Hashable {
        /// Where it stands: `leads[2].created_at`.
        let field: String
        let seen: String?
        let detail: String
    }

    struct Faults: Error {
        let all: [Fault]
    }

    /// What was sent of one lead beside its rows.
    struct Lead {
        let id: String
        let address: String?
        /// Whether whoever sends it says that the person has objected.
        let hasObjected: Bool
        /// Fields that were not sent and had to be taken.
        var assumed: [String] = []
    }

    static let most = 1_000
    private static let mostActivities = 10_000

    private(set) var leads: [Lead] = []
    /// Whether one lead was sent, and not a list.
    private(set) var isOne = false
    /// The tables that are read as those of files are.
    private(set) var tables: [(name: String, text: String)] = []
    /// By table the place of each of its rows in what was sent: `leads[2].activities[0]`.
    private(set) var places: [String: [String]] = [:]
    /// Fields that nothing here knows, in order.
    private(set) var ignored: [String] = []

    /// - Parameters:
    ///   - fields: what the rules ask of a lead beside the usual fields.
    ///   - now: when leads were created of which that is not said.
    /// - Throws: `Faults` with all that is wrong.
    init(_ body: [UInt8], fields: Set<String>, from vendor: Vendor? = nil, now: String) throws {
        let value: Any
        do {
            value = try JSONSerialization.jsonObject(with: Data(body))
        } catch {
            throw Faults(all: [
                Fault(
                    field: "", seen: nil,
                    detail: "This is no JSON: an object or a list was expected.")
            ])
        }
        try take(value, fields, vendor, now)
    }

    private mutating func take(
        _ value: Any, _ fields: Set<String>, _ vendor: Vendor?, _ now: String
    ) throws {
        var faults: [Fault] = []
        let sent: [Any]
        switch value {
        case let list as [Any]: sent = list
        case let object as [String: Any]:
            if let list = object["leads"] {
                guard let list = list as? [Any], object.count == 1 else {
                    throw Faults(all: [
                        Fault(
                            field: "leads", seen: nil, detail: "leads is a list, and stands alone.")
                    ])
                }
                sent = list
            } else {
                isOne = true
                sent = [object]
            }
        default:
            throw Faults(all: [
                Fault(
                    field: "", seen: nil,
                    detail: "A lead is an object, and leads are a list of them.")
            ])
        }
        guard (1...Self.most).contains(sent.count) else {
            throw Faults(all: [
                Fault(
                    field: "leads", seen: "\(sent.count)",
                    detail: "From 1 to \(Self.most) leads are judged at once.")
            ])
        }
        var writer = Rows(
            known: vendor == .hubspot || vendor == .pipedrive ? nil : Self.known.union(fields),
            vendor: vendor, isOne: isOne, now: now)
        for (place, one) in sent.enumerated() {
            guard var object = one as? [String: Any] else {
                faults.append(
                    Fault(field: "leads[\(place)]", seen: nil, detail: "A lead is an object."))
                continue
            }
            if let vendor {
                guard let row = vendor.row(object) else {
                    faults.append(
                        Fault(
                            field: isOne ? "" : "leads[\(place)]", seen: nil,
                            detail: vendor.howToSend))
                    continue
                }
                object = row
            }
            leads.append(writer.add(object, place, &faults))
        }
        let ids = leads.map(\.id)
        if Set(ids).count < ids.count {
            var seen: Set<String> = []
            for (place, id) in ids.enumerated() where !seen.insert(id).inserted {
                faults.append(
                    Fault(
                        field: "leads[\(place)].lead_id", seen: id,
                        detail: "Two leads have this id."))
            }
        }
        if writer.activityCount > Self.mostActivities {
            faults.append(
                Fault(
                    field: "activities", seen: "\(writer.activityCount)",
                    detail: "At most \(Self.mostActivities) activities are taken at once."))
        }
        guard faults.isEmpty else { throw Faults(all: faults) }
        ignored = writer.ignored.sorted()
        tables = writer.tables
        places = writer.rowPlaces
    }

    private static let known = Set([
        "lead_id", "created_at", "source", "medium", "campaign", "industry", "employees", "revenue",
        "country", "region", "first_conversion", "self_reported_source", "intent", "persona",
        "lead_status",
    ]).union(PersonalField.allCases.map(\.rawValue))

    /// Writes what was sent as the tables that files have.
    private struct Rows {
        /// The fields that are taken; nil where all are.
        let known: Set<String>?
        let vendor: Vendor?
        let isOne: Bool
        let now: String
        private var columns: [String]
        private var places: [String: Int]
        private var leadRows: [[String]] = []
        private var activities = ""
        private var stages = ""
        private(set) var activityCount = 0
        private(set) var rowPlaces: [String: [String]] = [:]
        private(set) var ignored: Set<String> = []

        init(known: Set<String>?, vendor: Vendor?, isOne: Bool, now: String) {
            self.known = known
            self.vendor = vendor
            columns = vendor?.columns ?? ["lead_id", "created_at", "source"]
            places = Dictionary(
                uniqueKeysWithValues: columns.enumerated().map { ($0.element, $0.offset) })
            self.isOne = isOne
            self.now = now
        }

        /// The tables, those without rows left out.
        var tables: [(name: String, text: String)] {
            let lines = leadRows.map { row in
                (row + [String](repeating: "", count: columns.count - row.count))
                    .map(Self.cell).joined(separator: ",") + "\n"
            }
            let leads = columns.map(Self.cell).joined(separator: ",") + "\n" + lines.joined()
            return [
                ("leads", leads),
                ("activities", activities.isEmpty ? "" : Self.activityHead + activities),
                ("stages", stages.isEmpty ? "" : Self.stageHead + stages),
            ].filter { !$0.1.isEmpty }
        }

        private static let activityColumns = [
            "at", "action", "content", "seconds", "session", "source", "campaign",
        ]
        private static let stageColumns = ["at", "stage", "reason"]
        private static let activityHead = "lead_id," + activityColumns.joined(separator: ",") + "\n"
        private static let stageHead = "lead_id," + stageColumns.joined(separator: ",") + "\n"

        mutating func add(_ object: [String: Any], _ place: Int, _ faults: inout [Fault]) -> Lead {
            let path = isOne ? "" : "leads[\(place)]."
            var row = ["", "", ""]
            var assumed: [String] = []
            var hasObjected = false
            for (name, value) in object {
                switch name {
                case "activities", "stages": continue
                case "objected":
                    guard let said = value as? Bool else {
                        faults.append(
                            Fault(field: path + name, seen: nil, detail: "It is true or false."))
                        continue
                    }
                    hasObjected = said
                case _ where known?.contains(name) ?? true:
                    guard let text = text(value, path + name, &faults) else { continue }
                    set(name, text, &row)
                default: ignored.insert(name)
                }
            }
            if row[0].isEmpty { row[0] = "lead-\(place + 1)" }
            if row[1].isEmpty {
                row[1] = now
                assumed.append("created_at")
            }
            leadRows.append(row)
            rowPlaces["leads", default: []].append(isOne ? "" : "leads[\(place)]")
            list("activities", object, path, row[0], Self.activityColumns, &faults)
            list("stages", object, path, row[0], Self.stageColumns, &faults)
            let address = places[vendor?.address ?? PersonalField.email.rawValue].flatMap {
                $0 < row.count ? row[$0] : nil
            }
            return Lead(
                id: row[0], address: address, hasObjected: hasObjected, assumed: assumed)
        }

        private mutating func set(_ name: String, _ text: String, _ row: inout [String]) {
            let column: Int
            if let known = places[name] {
                column = known
            } else {
                column = columns.count
                columns.append(name)
                places[name] = column
            }
            while row.count <= column { row.append("") }
            row[column] = text
        }

        private mutating func list(
            _ name: String, _ object: [String: Any], _ path: String, _ id: String,
            _ columns: [String], _ faults: inout [Fault]
        ) {
            guard let value = object[name], !(value is NSNull) else { return }
            guard let list = value as? [[String: Any]] else {
                faults.append(
                    Fault(field: path + name, seen: nil, detail: "It is a list of objects."))
                return
            }
            activityCount += list.count
            for (place, entry) in list.enumerated() {
                let own = "\(path)\(name)[\(place)]."
                var cells = [id]
                for column in columns {
                    cells.append(
                        entry[column].flatMap { text($0, own + column, &faults) } ?? "")
                }
                let line = cells.map(Self.cell).joined(separator: ",") + "\n"
                rowPlaces[name, default: []].append("\(path)\(name)[\(place)]")
                if name == "stages" { stages += line } else { activities += line }
                ignored.formUnion(
                    entry.keys.filter { !columns.contains($0) && $0 != "lead_id" }.map {
                        "\(name).\($0)"
                    })
            }
        }

        /// What a value is as a cell; nil, with the reason told, where it is none.
        private func text(_ value: Any, _ field: String, _ faults: inout [Fault]) -> String? {
            switch value {
            case let text as String:
                guard text.utf8.count <= 10_000 else {
                    faults.append(
                        Fault(field: field, seen: nil, detail: "A text has at most 10,000 bytes."))
                    return nil
                }
                return text
            case is NSNull: return ""
            case let number as NSNumber:
                return "\(type(of: number))".contains("Bool")
                    ? "\(number.boolValue)" : number.stringValue
            default:
                faults.append(
                    Fault(field: field, seen: nil, detail: "It is a text or a number."))
                return nil
            }
        }

        /// A cell of a file with commas.
        private static func cell(_ text: String) -> String {
            let isPlain = text.utf8.allSatisfy { byte in
                byte != UInt8(ascii: ",") && byte != UInt8(ascii: "\"") && byte >= 0x20
            }
            return isPlain ? text : "\"" + text.replacing("\"", with: "\"\"") + "\""
        }
    }
}
