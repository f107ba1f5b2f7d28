internal import Leads

/// Orders and invoices out of the books of a firm.
extension VendorFormat {
    /// Customer ledger entries of Business Central. Sales and profit stand there without VAT, in the currency of
    /// the firm; payments have rows too, and are no orders.
    static let businessCentralLedger = export(
        "Business Central customer ledger entries",
        known: [ledgerDay, ledgerType, ledgerID, ledgerCustomer, ledgerSales],
        skips: [.total],
        facts: [
            FactMapping(
                kind: .order,
                fields: [
                    "order_id": FieldSource(columns: ledgerID),
                    "customer": FieldSource(columns: ledgerCustomer),
                    "company": FieldSource("Customer Name", "Klantnaam", "Debitorenname", "Naam"),
                    "day": FieldSource(columns: ledgerDay),
                    "amount": FieldSource(columns: ledgerSales),
                    "margin": FieldSource(
                        "Profit (LCY)", "Winst (LV)", "Gewinn (MW)", "DB (MW)"),
                    "kind": ledgerKind,
                ])
        ])

    private static let ledgerDay = ["Posting Date", "Boekingsdatum", "Buchungsdatum"]
    private static let ledgerType = ["Document Type", "Documentsoort", "Belegart"]
    private static let ledgerID = ["Document No.", "Documentnr.", "Belegnr."]
    private static let ledgerCustomer = ["Customer No.", "Klantnr.", "Debitorennr."]
    private static let ledgerSales = ["Sales (LCY)", "Verkoop (LV)", "Verkauf (MW)"]

    /// Only invoices and credit memos are sales; a credit memo has a minus already.
    private static let ledgerKind: FieldSource = {
        var kind = FieldSource(columns: ledgerType)
        for word in [
            "Invoice", "Factuur", "Rechnung", "Credit Memo", "Creditnota", "Gutschrift",
        ] { kind.values[word] = "invoice" }
        kind.forms = [.init(form: Wildcard("*"), value: "")]
        return kind
    }()

    /// Posted sales invoices of Business Central.
    static let businessCentralInvoices = export(
        "Business Central sales invoices",
        known: [
            ["No.", "Nr."],
            [
                "Customer No.", "Sell-to Customer No.", "Klantnr.", "Orderklantnr.",
                "Verk. an Deb.-Nr.",
            ],
            ["Posting Date", "Boekingsdatum", "Buchungsdatum"], ["Amount", "Bedrag", "Betrag"],
            [
                "Amount Including VAT", "Bedrag incl. btw", "Bedrag inclusief btw",
                "Betrag inkl. MwSt.", "Betrag einschl. MwSt.",
            ],
        ], skips: [.total],
        facts: [
            FactMapping(
                kind: .order,
                fields: [
                    "order_id": FieldSource("No.", "Nr."),
                    "customer": FieldSource(
                        "Customer No.", "Sell-to Customer No.", "Klantnr.", "Orderklantnr.",
                        "Verk. an Deb.-Nr."),
                    "company": FieldSource(
                        "Customer", "Customer Name", "Sell-to Customer Name", "Klant",
                        "Klantnaam", "Orderklant", "Verk. an Name"),
                    "day": FieldSource("Posting Date", "Boekingsdatum", "Buchungsdatum"),
                    "amount": FieldSource("Amount", "Bedrag", "Betrag"),
                    "currency": FieldSource("Currency Code", "Valutacode", "Währungscode"),
                ])
        ])

    /// Lines of invoices out of a query of SAP Business One: the total of a document has tax in it, those of
    /// its lines have not.
    static let sapInvoiceLines = export(
        "SAP Business One invoices",
        known: [["DocNum"], ["CardCode"], ["DocDate"], ["LineTotal", "NetTotal", "NetAmount"]],
        skips: [.total],
        facts: [
            FactMapping(
                kind: .order,
                fields: [
                    "order_id": FieldSource("DocNum"), "customer": FieldSource("CardCode"),
                    "company": FieldSource("CardName"), "day": FieldSource("DocDate"),
                    "amount": FieldSource("LineTotal", "NetTotal", "NetAmount"),
                    "margin": FieldSource("GrssProfit", "GrosProfit", "Gross Profit"),
                    "currency": FieldSource("DocCur"),
                ])
        ])

    /// Invoices or orders with Dutch headers, as Exact Online and AFAS Profit export them.
    static let dutchOrders = ownOrders(
        id: [
            "Factuurnummer", "Factuurnr.", "Factuurnr", "Ordernummer", "Ordernr.", "Boekstuknummer",
        ],
        customer: [
            "Debiteurnummer", "Debiteurnr.", "Klantnummer", "Klantcode", "Verkooprelatie",
            "Debiteur", "Klant", "Factuur aan", "Besteld door", "Klantnaam", "Debiteurnaam",
        ],
        name: [
            "Klantnaam", "Debiteurnaam", "Naam", "Bedrijfsnaam", "Factuur aan: Naam", "Naam klant",
            "Naam debiteur", "Naam verkooprelatie", "Klant", "Debiteur",
        ],
        day: ["Factuurdatum", "Orderdatum", "Besteldatum", "Boekdatum"],
        amount: [
            "Bedrag excl. btw", "Bedrag excl btw", "Bedrag exclusief btw", "Totaal excl. btw",
            "Totaal excl btw", "Netto bedrag", "Nettobedrag", "Omzet", "Factuurbedrag excl. btw",
            "Regelbedrag excl. btw", "Orderbedrag excl. btw",
        ],
        margin: ["Marge", "Brutomarge", "Brutowinst", "Marge (bedrag)"],
        currency: ["Valuta", "Valutacode"], deal: ["Dealnummer", "Deal-id", "Deal ID"])

    /// The same in German.
    static let germanOrders = ownOrders(
        id: ["Rechnungsnummer", "Rechnungsnr.", "Auftragsnummer", "Auftragsnr.", "Belegnummer"],
        customer: [
            "Kundennummer", "Kundennr.", "Kunden-Nr.", "Debitor", "Debitorennummer", "Kunde",
            "Kundenname",
        ],
        name: ["Kundenname", "Firma", "Kunde", "Name"],
        day: ["Rechnungsdatum", "Auftragsdatum", "Belegdatum"],
        amount: [
            "Nettobetrag", "Netto", "Betrag netto", "Rechnungsbetrag netto", "Umsatz netto",
            "Nettoumsatz",
        ],
        margin: ["Rohertrag", "Deckungsbeitrag", "Marge", "Rohgewinn"],
        currency: ["Währung"], deal: ["Deal-ID", "Dealnummer"])

    /// The same in English.
    static let englishOrders = ownOrders(
        id: [
            "Invoice number", "Invoice no.", "Invoice No", "Order number", "Order no.", "Order ID",
            "Document Number", "InvoiceNumber", "OrderNumber",
        ],
        customer: [
            "Customer number", "Customer no.", "Customer code", "Customer ID", "Account number",
            "BP Code", "Customer", "InvoiceToName", "OrderedByName", "Customer name",
        ],
        name: [
            "Customer name", "Company", "Company name", "Account name", "BP Name", "Customer",
            "InvoiceToName", "OrderedByName",
        ],
        day: [
            "Invoice date", "Order date", "Posting date", "Document date", "InvoiceDate",
            "OrderDate",
        ],
        amount: [
            "Net amount", "Amount excl. VAT", "Amount excluding VAT", "Amount ex VAT", "Net total",
            "Subtotal", "Revenue", "AmountFCExclVat",
        ],
        margin: ["Margin", "Gross margin", "Gross profit", "Profit"],
        currency: ["Currency", "Currency code"], deal: ["Deal ID", "Opportunity ID"])

    /// A table of the books. An amount of which nobody says that VAT is out of it does not make one.
    private static func ownOrders(
        id: [String], customer: [String], name: [String], day: [String], amount: [String],
        margin: [String], currency: [String], deal: [String]
    ) -> TableMapping {
        export(
            "Orders or invoices", known: [id, customer, day, amount],
            skips: [.single, .total],
            facts: [
                FactMapping(
                    kind: .order,
                    fields: [
                        "order_id": FieldSource(columns: id),
                        "customer": FieldSource(columns: customer),
                        "company": FieldSource(columns: name), "day": FieldSource(columns: day),
                        "amount": FieldSource(columns: amount),
                        "margin": FieldSource(columns: margin),
                        "currency": FieldSource(columns: currency),
                        "deal_id": FieldSource(columns: deal),
                    ])
            ])
    }
}
