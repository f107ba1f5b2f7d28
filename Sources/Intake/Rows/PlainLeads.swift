internal import Leads
internal import Quantities

/// The columns of a table of leads of which a row can be taken by its bytes alone: each field is what stands in
/// its column, and rows have an id and a date.
struct PlainLeadTable {
    fileprivate let id: Int
    fileprivate let created: Int
    /// Below 0 where there is none.
    fileprivate let updated: Int
    fileprivate let width: Int
    /// The order in the dates of each that do not begin with the year.
    fileprivate let orders: (created: DateOrder, updated: DateOrder)

    /// Nil for a table of any other kind.
    init?(_ cursor: borrowing TableCursor, _ fields: LeadFields, _ options: ReadingOptions) {
        guard cursor.plan.facts.count == 1, let fact = cursor.plan.facts.first,
            fact.kind == .lead, options.known?.isErased == nil, !cursor.reader.isSheet,
            fields.arePlain, !fact.cells[LeadField.attempts].saysSomething
        else { return nil }
        let cells = [LeadField.id, LeadField.createdAt, LeadField.updatedAt].map { fact.cells[$0] }
        (id, created, updated) = (cells[0].column, cells[1].column, cells[2].column)
        width = cursor.header.names.count
        let forms = cursor.parser.forms
        orders = (forms.order(of: created) ?? .ymd, forms.order(of: updated) ?? .ymd)
        // Then no row with both is a total.
        guard cells.allSatisfy(\.isPlain), cursor.plan.idCells.contains(id),
            cursor.plan.dayCells.contains(created)
        else { return nil }
    }
}

/// Room for some rows of leads that are taken together.
private final class PlainLeads {
    struct Row {
        let cells: RecordReader.WholeRow
        let id: UnsafeRawBufferPointer
        let created: Instant
        let updated: Int64
    }

    typealias Text = UnsafeRawBufferPointer

    let rows: UnsafeMutablePointer<Row>
    let hashes: UnsafeMutablePointer<RowHash>
    let addresses: UnsafeMutablePointer<SeenAddress>
    let texts: UnsafeMutablePointer<Text>
    let found: UnsafeMutablePointer<InternTable.Found>

    init() {
        let most = RecordReader.mostAhead
        (rows, hashes) = (.allocate(capacity: most), .allocate(capacity: most))
        (addresses, texts) = (.allocate(capacity: most), .allocate(capacity: most))
        found = .allocate(capacity: most)
    }

    deinit {
        rows.deallocate()
        hashes.deallocate()
        addresses.deallocate()
        texts.deallocate()
        found.deallocate()
    }

    /// Reads some rows to come.
    ///
    /// - Returns: how many there are before the first that is not plain.
    func read(_ count: Int, _ table: PlainLeadTable, _ cursor: borrowing TableCursor) -> Int {
        for place in 0..<count {
            guard let row = cursor.reader.rowToCome(place), row.cellCount == table.width else {
                return place
            }
            let id = cursor.trimmed(row.bytes(table.id))
            // Dashes stand where nothing is, and a plus in a number that was rounded.
            guard id.count > 0, id[0] > 0x2F,
                !cursor.plan.hasNumberedIDs || id.lastPlace(of: UInt8(ascii: "+")) == nil,
                let created = cursor.parser.plainInstant(
                    cursor.trimmed(row.bytes(table.created)), table.orders.created)
            else { return place }
            var updated = cursor.exported
            let changed = cursor.trimmed(row.bytes(table.updated))
            if changed.count > 0 {
                guard let moment = cursor.parser.plainInstant(changed, table.orders.updated) else {
                    return place
                }
                updated = moment.seconds
            }
            (rows + place).initialize(
                to: Row(cells: row, id: id, created: created, updated: updated))
        }
        return count
    }

    /// What stands in a column of the rows.
    @inline(__always)
    func take(_ column: Int, _ count: Int, _ cursor: borrowing TableCursor) {
        for place in 0..<count { texts[place] = cursor.trimmed(rows[place].cells.bytes(column)) }
    }

    @inline(__always)
    func text(_ column: Int, _ place: Int, _ cursor: borrowing TableCursor) -> Text {
        cursor.trimmed(rows[place].cells.bytes(column))
    }
}

extension LeadRows {
    /// Takes rows that were read ahead, up to the first that is anything but plain: with an id, and a date in
    /// digits. What is wrong with another is for others to say.
    ///
    /// Each column is taken for some rows together before the next: memory gives what several need in the
    /// time of one.
    ///
    /// - Returns: how many rows that were.
    mutating func takePlain(
        _ table: PlainLeadTable, _ fields: LeadFields, _ cursor: borrowing TableCursor,
        _ texts: inout [InternTable]
    ) throws -> Int {
        let room = PlainLeads()
        var taken = 0
        while true {
            let count = try cursor.reader.rowsToCome()
            let plain = room.read(count, table, cursor)
            if plain > 0 { take(plain, from: room, table, fields, cursor, &texts) }
            cursor.reader.pass(plain)
            taken &+= plain
            if plain < count || count == 0 { return taken }
        }
    }

    private mutating func take(
        _ count: Int, from room: PlainLeads, _ table: PlainLeadTable, _ fields: LeadFields,
        _ cursor: borrowing TableCursor, _ texts: inout [InternTable]
    ) {
        if rows.count + count > capacity { makeRoom(for: max(rows.count + count, capacity * 2)) }
        for place in 0..<count {
            let row = room.rows[place]
            room.hashes[place] = LeadRows.hash(row.id, row.created)
            room.addresses[place] = SeenAddress(room.text(fields.email.column, place, cursor))
        }
        for (field, name) in zip(fields.fields, fields.nameHashes) {
            room.take(field.cell.column, count, cursor)
            if case .text(let column) = field.use {
                intern(room, count, column, &texts)
            } else if case .presence(let number) = field.use {
                let start = (columns + number) * capacity + rows.count
                for place in 0..<count {
                    cells[start &+ place] = room.texts[place].isEmpty ? 0 : 1
                }
            }
            for place in 0..<count {
                let text = room.texts[place]
                let hash: UInt64
                if field.isAddress {
                    hash = room.addresses[place].hash(of: text)
                } else if case .text = field.use, text.count > 0 {
                    hash = room.found[place].hash
                } else {
                    hash = RowHash.hash(text)
                }
                room.hashes[place].mix(hash, of: name)
            }
        }
        if let column = fields.domain {
            for place in 0..<count {
                room.texts[place] =
                    room.addresses[place].domain ?? PlainLeads.Text(start: nil, count: 0)
            }
            intern(room, count, column, &texts)
            for place in 0..<count where room.addresses[place].at == 0 {
                put(domainOf: room.addresses[place].text, column, rows.count + place, &texts)
            }
        }
        for place in 0..<count {
            let row = room.rows[place]
            let mark = fields.mark(
                room.addresses[place], first: room.text(fields.first.column, place, cursor),
                last: room.text(fields.last.column, place, cursor),
                email: room.addresses[place].text)
            add(
                row.id, row.created, row.updated, room.hashes[place], mark,
                cursor.reader.place(ofCell: table.id, ofRowToCome: place))
        }
    }

    /// Fills a column with the symbols of the texts of some rows.
    @inline(__always)
    private mutating func intern(
        _ room: PlainLeads, _ count: Int, _ column: Int, _ texts: inout [InternTable]
    ) {
        texts[column].intern(
            UnsafeBufferPointer(start: room.texts, count: count), into: room.found)
        let start = column * capacity + rows.count
        for place in 0..<count { cells[start &+ place] = room.found[place].symbol }
    }
}
