internal import Foundation

/// An object of texts, numbers and truths, as the options of a verb are given.
struct FlatJSON {
    let members: [(name: String, value: String)]

    /// Nil where it is anything else.
    init?(_ bytes: [UInt8]) {
        guard let object = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
        else {
            return nil
        }
        var members: [(String, String)] = []
        for (name, value) in object.sorted(by: { $0.key < $1.key }) {
            switch value {
            case let text as String:
                guard !text.unicodeScalars.contains(where: { $0.value < 0x20 }) else { return nil }
                members.append((name, text))
            // A truth is a number too, as Foundation has it.
            case let number as NSNumber:
                let isTruth = "\(type(of: number))".contains("Bool")
                members.append((name, isTruth ? "\(number.boolValue)" : number.stringValue))
            case is NSNull: continue
            default: return nil
            }
        }
        self.members = members
    }
}

extension Query {
    init(pairs: FlatJSON) { self.init(pairs.members) }

    private init(_ all: [(name: String, value: String)]) { self.all = all }
}
