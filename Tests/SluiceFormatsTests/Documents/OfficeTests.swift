import SluiceModel
import TestSupport
import Testing

@testable import SluiceFormats

@Suite("Office documents")
struct OfficeTests {
    private func document(_ members: [(String, String)]) -> [UInt8] {
        var zip = ZipMaker()
        for (name, text) in members { zip.add(name, text) }
        return zip.bytes
    }

    @Test("of a word processor give body, notes, deleted text, links, properties and labels")
    func word() {
        let body = """
            <w:document xmlns:w="w"><w:body><w:p><w:pPr><w:tabs><w:tab w:pos="9"/></w:tabs></w:pPr><w:r><w:t>Pro</w:t>\
            </w:r><w:r><w:t>ject Hal</w:t></w:r><w:ins><w:r><w:t>cyon</w:t></w:r></w:ins></w:p><w:p><w:r><w:t>a</w:t>\
            <w:tab/><w:t>b</w:t><w:br/></w:r><w:del><w:r><w:delText>old name</w:delText></w:r></w:del></w:p>\
            <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Name</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Value</w:t></w:r>\
            </w:p></w:tc></w:tr></w:tbl><w:p><w:r><wp:docPr descr="a plan of the works"/><mc:AlternateContent>\
            <mc:Choice><w:t>box</w:t></mc:Choice><mc:Fallback><w:t>box</w:t></mc:Fallback></mc:AlternateContent>\
            </w:r></w:p></w:body></w:document>
            """
        let bytes = document([
            ("[Content_Types].xml", "<Types/>"),
            ("word/document.xml", body),
            (
                "word/comments.xml",
                "<w:comments><w:comment><w:p><w:r><w:t>really?</w:t></w:r></w:p></w:comment></w:comments>"
            ),
            ("word/footnotes.xml", "<w:footnotes><w:p><w:r><w:t>see below</w:t></w:r></w:p></w:footnotes>"),
            ("word/header1.xml", "<w:hdr><w:p><w:r><w:t>internal</w:t></w:r></w:p></w:hdr>"),
            (
                "word/_rels/document.xml.rels",
                #"<Relationships><Relationship Target="https://wiki.corp.example/x" TargetMode="External"/></Relationships>"#
            ),
            (
                "docProps/core.xml",
                "<c:coreProperties><dc:title>Plan</dc:title><dc:creator>A. Example</dc:creator></c:coreProperties>"
            ),
            (
                "docProps/custom.xml",
                #"<Properties><property name="MSIP_Label_1_Name"><vt:lpwstr>Secret</vt:lpwstr></property>"#
                    + #"<property name="Client"><vt:lpwstr>Example AG</vt:lpwstr></property></Properties>"#
            ),
            (
                "docMetadata/LabelInfo.xml",
                #"<clbl:labelList><clbl:label id="{1}" enabled="1"/></clbl:labelList>"#
            ),
        ])
        #expect(
            listing(readings(of: bytes, name: "plan.docx")) == """
                plan.docx: message
                  body word/document.xml: Project Halcyon⏎a⇥b⏎⏎Name⇥Value⏎box⏎
                  comment word/document.xml: a plan of the works⏎old name⏎
                  comment word/comments.xml: really?⏎
                  comment word/footnotes.xml: see below⏎
                  body word/header1.xml: internal⏎
                  comment word/_rels/document.xml.rels: https://wiki.corp.example/x⏎
                  comment docProps/core.xml: Plan⏎A. Example⏎
                  comment docProps/custom.xml: Client: Example AG⏎
                  label docProps/custom.xml: MSIP_Label_1_Name: Secret⏎
                  label docMetadata/LabelInfo.xml: id={1}⏎enabled=1⏎

                """)
    }

    @Test("with sheets give rows as lines, hidden sheets and strings that no cell shows any more")
    func sheets() {
        let bytes = document([
            (
                "xl/worksheets/sheet1.xml",
                """
                <worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>2</v></c></row>\
                <row><c><v>4.111111111111E+15</v></c><c t="inlineStr"><is><t>in line</t></is></c>\
                <c><f>IF(A1="x",1,"hidden word")</f><v>45292</v></c></row></sheetData>\
                <headerFooter><oddHeader>&amp;CDraft</oddHeader></headerFooter></worksheet>
                """
            ),
            (
                "xl/sharedStrings.xml",
                """
                <sst><si><t>Na</t><r><t>me</t></r></si><si><t>left over</t></si><si><t>Salary</t></si></sst>
                """
            ),
            (
                "xl/workbook.xml",
                #"<workbook><sheets><sheet name="Secret plan" state="hidden"/></sheets></workbook>"#
            ),
            (
                "xl/pivotCache/pivotCacheDefinition1.xml",
                #"<p><sharedItems><s v="Jo Example"/></sharedItems></p>"#
            ),
            ("[Content_Types].xml", "<Types/>"),
        ])
        #expect(
            listing(readings(of: bytes, name: "pay.xlsx")) == """
                pay.xlsx: message
                  body xl/worksheets/sheet1.xml: Name⇥Salary⏎4111111111111000⇥in line⇥45292⏎&CDraft⏎
                  comment xl/worksheets/sheet1.xml: IF(A1="x",1,"hidden word")⏎
                  comment xl/workbook.xml: Secret plan⏎
                  comment xl/pivotCache/pivotCacheDefinition1.xml: Jo Example⏎
                  comment xl/sharedStrings.xml: left over⏎

                """)
    }

    @Test("with slides give slides and what the speaker notes")
    func slides() {
        let bytes = document([
            ("[Content_Types].xml", "<Types/>"),
            (
                "ppt/slides/slide1.xml",
                "<p:sld><a:p><a:r><a:t>Our </a:t></a:r><a:r><a:t>goals</a:t></a:r></a:p></p:sld>"
            ),
            (
                "ppt/notesSlides/notesSlide1.xml",
                "<p:notes><a:p><a:r><a:t>do not say it</a:t></a:r></a:p></p:notes>"
            ),
            ("ppt/media/image1.png", "no text"),
        ])
        #expect(
            listing(readings(of: bytes, name: "talk.pptx")) == """
                talk.pptx: message
                  body ppt/slides/slide1.xml: Our goals⏎
                  comment ppt/notesSlides/notesSlide1.xml: do not say it⏎

                """)
    }

    @Test("give what nobody sees: names of content controls, variables, tags and connections to databases")
    func unseen() {
        let bytes = document([
            ("[Content_Types].xml", "<Types/>"),
            (
                "word/document.xml",
                #"<w:sdt><w:sdtPr><w:alias w:val="Customer"/><w:tag w:val="cust-17"/><w:dropDownList>"#
                    + #"<w:listItem w:displayText="Example AG" w:value="1"/></w:dropDownList></w:sdtPr><w:sdtContent>"#
                    + "<w:p><w:r><w:t>shown</w:t></w:r></w:p></w:sdtContent></w:sdt>"
            ),
            (
                "word/settings.xml",
                #"<w:settings><w:docVars><w:docVar w:name="password" w:val="tRn8-Hb5"/></w:docVars></w:settings>"#
            ),
            ("ppt/tags/tag1.xml", #"<p:tagLst><p:tag name="OWNER" val="Jo Example"/></p:tagLst>"#),
            (
                "xl/connections.xml",
                #"<connections><connection id="1" name="Orders" odcFile="a.odc"><dbPr connection="Server=db1;Pwd=x&amp;y" "#
                    + #"command="select 1"/><webPr url="https://w.example/"/><olapPr localConnection="cube"/></connection>"#
                    + "</connections>"
            ),
        ])
        #expect(
            listing(readings(of: bytes, name: "a.docx")) == """
                a.docx: message
                  body word/document.xml: shown⏎
                  comment word/document.xml: Customer⏎cust-17⏎Example AG⏎
                  comment word/settings.xml: password: tRn8-Hb5⏎
                  comment ppt/tags/tag1.xml: OWNER: Jo Example⏎
                  comment xl/connections.xml: Orders⏎a.odc⏎Server=db1;Pwd=x&y⏎select 1⏎https://w.example/⏎cube⏎

                """)
    }

    @Test("of OpenDocument give pages, sheets, comments, deleted text and properties")
    func openDocument() {
        let bytes = document([
            ("mimetype", "application/vnd.oasis.opendocument.text"),
            (
                "content.xml",
                """
                <office:document-content><office:body><office:text><text:tracked-changes><text:deletion>\
                <office:change-info><dc:creator>x</dc:creator></office:change-info><text:p>gone</text:p></text:deletion>\
                </text:tracked-changes><text:p>One<text:s text:c="2"/><text:span>two</text:span><text:tab/>three\
                <office:annotation><dc:creator>x</dc:creator><text:p>a doubt</text:p></office:annotation></text:p>\
                <table:table table:name="Table"><table:table-row><table:table-cell office:value="5"/><table:table-cell>\
                <text:p>six</text:p></table:table-cell></table:table-row></table:table></office:text></office:body>\
                </office:document-content>
                """
            ),
            ("meta.xml", "<office:meta><dc:title>A title</dc:title></office:meta>"),
        ])
        #expect(
            listing(readings(of: bytes, name: "a.odt")) == """
                a.odt: message
                  body content.xml: One  two⇥three⏎Table⏎5⇥six⏎
                  comment content.xml: gone⏎a doubt⏎
                  comment meta.xml: A title⏎

                """)
    }

    @Test("carry other documents, whose text is theirs too")
    func embedded() {
        let inner = document([
            ("[Content_Types].xml", "<Types/>"),
            ("word/document.xml", "<w:p><w:r><w:t>inside</w:t></w:r></w:p>"),
        ])
        var zip = ZipMaker()
        zip.add("[Content_Types].xml", "<Types/>")
        zip.add("word/embeddings/a.docx", bytes: inner)
        zip.add(
            "word/embeddings/b.bin",
            bytes: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 600))
        #expect(
            listing(readings(of: zip.bytes, name: "a.docx")) == """
                a.docx: message
                  body word/embeddings/a.docx!word/document.xml: inside⏎
                  gap in a.docx!word/embeddings/b.bin: damaged: Office document of before 2007

                """)
    }

    @Test("that are locked or of old are named, never clean")
    func unreadable() {
        func compound(_ stream: String) -> [UInt8] {
            var file: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
            file += [UInt8](repeating: 0, count: 1024 - file.count)
            file += stream.utf16.flatMap { little($0) }
            return file + [UInt8](repeating: 0, count: 128)
        }
        #expect(
            listing(readings(of: compound("EncryptedPackage"), name: "a.docx")) == "a.docx: gap: encrypted\n")
        #expect(
            listing(readings(of: compound("WordDocument"), name: "a.doc"))
                == "a.doc: gap: damaged: Word document of before 2007 (.doc)\n")
        let locked = document([
            ("mimetype", "application/vnd.oasis.opendocument.text"),
            (
                "META-INF/manifest.xml",
                "<m:manifest><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"
            ),
        ])
        #expect(
            listing(readings(of: locked, name: "a.odt")).contains(
                "gap in a.odt!META-INF/manifest.xml: encrypted"))
    }

    @Test("that only look like one are read as the archives they are")
    func archive() {
        let bytes = document([("word/notes.txt", "text")])
        #expect(
            listing(readings(of: bytes, name: "a.zip")) == "a.zip!word/notes.txt: message\n  body: text\n")
    }

    @Test("cut short or changed anywhere are read as far as they go")
    func damaged() {
        let bytes = document([
            ("[Content_Types].xml", "<Types/>"),
            ("word/document.xml", "<w:p><w:r><w:t>text</w:t></w:r></w:p>"),
        ])
        for length in stride(from: 40, to: bytes.count, by: 61) {
            #expect(!readings(of: Array(bytes[..<length]), name: "a.docx").isEmpty)
        }
        var random = SeededGenerator(seed: 7)
        for _ in 0..<6 {
            var changed = bytes
            changed[Int.random(in: changed.indices, using: &random)] = UInt8.random(
                in: 0...255, using: &random)
            #expect(!readings(of: changed, name: "a.docx").isEmpty)
        }
    }
}
