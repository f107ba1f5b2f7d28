// swift-tools-version: 6.1
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

// What reads, counts and draws is compiled with optimisation in debug builds too: the tests run thousands of reports.
let quick = settings + [.unsafeFlags(["-O"], .when(configuration: .debug))]

func test(_ name: String, _ dependencies: Target.Dependency...) -> Target {
    .testTarget(name: name, dependencies: dependencies + ["TestSupport"], swiftSettings: settings)
}

let tests = [
    test("QuantitiesTests", "Quantities"),
    test("SpreadsheetsTests", "Spreadsheets", "Quantities", "MadeWorkbooks"),
    test("StatisticsTests", "Statistics"),
    test("LeadsTests", "Leads", "Quantities"),
    test(
        "IntakeTests", "Intake", "Leads", "Quantities", "Spreadsheets", "Statistics",
        "MadeWorkbooks"),
    test(
        "ValuationTests", "Valuation", "Leads", "Quantities", "Intake", "Analysis", "Workbench"),
    test("FunnelsTests", "Funnels", "Statistics", "Quantities", "Simulations"),
    test(
        "EconomicsTests", "Economics", "Funnels", "Leads", "Quantities", "Statistics", "Valuation",
        "Intake", "Workbench"),
    test(
        "AnalysisTests", "Analysis", "Economics", "Funnels", "Leads", "Quantities", "Reports",
        "Intake", "Valuation", "Workbench", "FirmWorlds"),
    test("ReportsTests", "Reports", "Funnels", "Quantities"),
    test(
        "StoreTests", "Store", "Analysis", "Economics", "Funnels", "Intake", "Leads", "Quantities",
        "Reports",
        "Valuation", "Workbench", "MadeWorkbooks", "mql"),
    test(
        "WorkbenchTests", "Workbench", "Funnels", "Valuation", "Quantities", "Intake", "Leads",
        "Statistics", "Analysis", "Reports", "Fuzzing"),
    test("ServiceTests", "mql"),
    test("CommandTests", "mql", "Quantities", "Intake", "Reports", "MadeWorkbooks"),
]

// The targets stand in the order in which facts become a report.
// A target imports only targets above it; GRDB and Crypto stand behind Store, Yams behind Workbench,
// SwiftNIO behind Service, ArgumentParser behind mql, and zlib behind Spreadsheets.
let package = Package(
    name: "mql",
    products: [
        .executable(name: "mql", targets: ["mql"])
    ],
    traits: [
        .trait(name: "XLSX", description: "Excel files, through the installed libxlsxwriter."),
        .trait(name: "Service", description: "The same answers over HTTP: mql serve."),
        .default(enabledTraits: []),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    ],
    targets: [
        .target(name: "Quantities", swiftSettings: quick),
        .systemLibrary(
            name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]
        ),
        .target(
            name: "Spreadsheets", dependencies: ["Quantities", "CZlib"], swiftSettings: quick),
        .target(name: "Statistics", swiftSettings: quick),
        .target(name: "Leads", dependencies: ["Quantities"], swiftSettings: quick),
        .target(
            name: "Intake", dependencies: ["Quantities", "Spreadsheets", "Leads"],
            swiftSettings: quick),
        .target(name: "Valuation", dependencies: ["Quantities", "Leads"], swiftSettings: quick),
        .target(
            name: "Funnels",
            dependencies: ["Quantities", "Statistics", "Leads", "Valuation"],
            swiftSettings: quick
        ),
        .target(
            name: "Economics",
            dependencies: ["Quantities", "Statistics", "Leads", "Valuation", "Funnels"],
            swiftSettings: quick
        ),
        .target(
            name: "Analysis",
            dependencies: [
                "Quantities", "Statistics", "Leads", "Intake", "Valuation", "Funnels", "Economics",
            ],
            swiftSettings: quick
        ),
        .systemLibrary(
            name: "CXLSXWriter", pkgConfig: "xlsxwriter",
            providers: [.apt(["libxlsxwriter-dev"]), .brew(["libxlsxwriter"])]
        ),
        .target(
            name: "Reports",
            dependencies: [
                "Quantities", "Leads", "Intake", "Valuation", "Funnels", "Economics", "Analysis",
                .target(name: "CXLSXWriter", condition: .when(traits: ["XLSX"])),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "Store",
            dependencies: [
                "Quantities", "Leads", "Intake",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "Workbench",
            dependencies: [
                "Quantities", "Spreadsheets", "Statistics", "Leads", "Intake", "Valuation",
                "Funnels", "Economics",
                "Analysis", "Reports", "Store", "Yams",
            ],
            resources: [
                .embedInCode("Presets/b2b.yaml"),
                .embedInCode("Presets/manufacturing.yaml"),
                .embedInCode("Presets/pumps.yaml"),
                .embedInCode("Presets/venues.yaml"),
                .embedInCode("Presets/benchmarks.yaml"),
                .embedInCode("Presets/budget.yaml"),
                .embedInCode("Presets/customers.yaml"),
                .embedInCode("Presets/experiments.yaml"),
                .embedInCode("Presets/findings.yaml"),
                .embedInCode("Presets/loss.yaml"),
                .embedInCode("Presets/role-addresses.yaml"),
                .embedInCode("Presets/start.yaml"),
            ],
            swiftSettings: quick
        ),
        .target(
            name: "Service",
            dependencies: [
                "Quantities", "Reports", "Store", "Workbench",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "mql",
            dependencies: [
                "Quantities", "Leads", "Intake", "Valuation", "Funnels", "Economics", "Analysis",
                "Reports", "Store", "Workbench",
                .target(name: "Service", condition: .when(traits: ["Service"])),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "mql-bench",
            dependencies: [
                "Quantities", "Statistics", "Economics", "Intake", "Analysis", "Reports",
                "Workbench",
            ],
            path: "Benchmarks/Speed",
            swiftSettings: settings
        ),
        .target(
            name: "MadeWorkbooks", path: "Benchmarks/MadeWorkbooks", swiftSettings: quick),
        .target(
            name: "Fuzzing",
            dependencies: ["Intake", "Quantities", "Workbench", "MadeWorkbooks"],
            path: "Benchmarks/Fuzzing",
            swiftSettings: quick
        ),
        .executableTarget(
            name: "mql-fuzz",
            dependencies: ["Fuzzing"],
            path: "Benchmarks/Fuzz",
            swiftSettings: settings
        ),
        .target(
            name: "Simulations",
            dependencies: ["Quantities", "Statistics", "Funnels"],
            path: "Benchmarks/Simulations",
            swiftSettings: quick
        ),
        .target(
            name: "FirmWorlds",
            dependencies: [
                "Quantities", "Intake", "Valuation", "Funnels", "Economics", "Analysis",
                "Workbench",
            ],
            path: "Benchmarks/FirmWorlds",
            swiftSettings: quick
        ),
        .executableTarget(
            name: "mql-simulate",
            dependencies: ["Simulations", "FirmWorlds", "Analysis", "Valuation", "Workbench"],
            path: "Benchmarks/Simulate",
            swiftSettings: settings
        ),
        .target(
            name: "TestSupport",
            dependencies: ["Quantities", "Leads", "Intake", "Valuation", "Analysis", "Workbench"],
            path: "Tests/TestSupport",
            swiftSettings: settings
        ),
    ] + tests
)
