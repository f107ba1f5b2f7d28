package import Quantities

/// What a call would use: each setting with its value, and who said it.
package struct SettingsReport: Report {
    /// Who said it. One that stands higher goes before one that stands lower.
    package enum Origin: String, Sendable {
        case option
        case environment
        case project
        case standard = "default"

        fileprivate var words: Phrase {
            switch self {
            case .option: Phrase(en: "option", nl: "optie")
            case .environment: Phrase(en: "environment", nl: "omgeving")
            case .project: Phrase("mql.yaml")
            case .standard: Phrase(en: "default", nl: "standaard")
            }
        }
    }

    package struct Setting: Sendable {
        let key: String
        let name: Phrase
        let value: String
        let origin: Origin
        /// Where it was said: `--rules`, `MQL_RULES` or the key of mql.yaml; empty where nobody did.
        let place: String

        package init(
            _ key: String, _ name: Phrase, _ value: String, _ origin: Origin, _ place: String = ""
        ) {
            (self.key, self.name, self.value) = (key, name, value)
            (self.origin, self.place) = (origin, place)
        }
    }

    private let settings: [Setting]
    package let context: ReportContext

    package init(_ settings: [Setting], _ context: ReportContext) {
        self.settings = settings
        self.context = context
    }

    package var document: Document {
        var document = Document(say("What a call here uses", "Wat een opdracht hier gebruikt"))
        document.saysCommands = true
        document.add(
            .labelled(
                settings.map { setting in
                    let said = say.text(setting.origin.words)
                    let place =
                        setting.place.isEmpty || setting.origin == .project
                        ? said : "\(said) \(setting.place)"
                    return (
                        ManagementPage.capitalised(say.text(setting.name)),
                        ["\(setting.value) (\(place))"]
                    )
                }),
            .lines([
                say(
                    "An option goes before the environment, the environment before mql.yaml, and that before the default.",
                    "Een optie gaat voor de omgeving, de omgeving voor mql.yaml, en dat voor de standaard."
                )
            ]))
        document.dataTable = Table(Self.dataFields, settings)
        return document
    }

    private static let dataFields: [Field<Setting>] = [
        Field(data: "setting", .text) { .text($0.key) },
        Field(data: "value", .text) { .text($0.value) },
        Field(data: "from", .text) { .text($0.origin.rawValue) },
        Field(data: "place", .text) { .text($0.place) },
    ]

    package var json: JSONValue {
        .members([
            "schema": "mql.config/1",
            "settings": settings.map { setting -> JSONObject in
                [
                    "key": setting.key, "value": setting.value, "from": setting.origin.rawValue,
                    "place": setting.place,
                ]
            },
        ])
    }
}
