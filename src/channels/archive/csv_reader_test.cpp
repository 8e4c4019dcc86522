#include "channels/archive/csv_reader.hpp"

#include "base/json.hpp"
#include "base/shared_data_test.hpp"

using namespace channels::archive;

namespace {
std::string rows(std::string text) {
    CsvReader reader(open_text(std::move(text)));
    std::string out;
    while (auto row = reader.next()) {
        out += std::to_string(row->line) + ":";
        for (const auto& field : row->fields) out += "[" + field + "]";
        if (!row->problem.empty()) out += "!" + row->problem;
        out += " ";
    }
    return out;
}
}  // namespace

TEST(CsvReader, reads_quotes_with_delimiters_line_ends_and_quotes_inside) {
    EXPECT_EQ(rows("a,b\r\n\"x, \"\"y\"\"\r\nz\",2\r\n,\r\n"), "1:[a][b] 2:[x, \"y\"\r\nz][2] 4:[][] ");
}

TEST(CsvReader, finds_the_delimiter_in_the_first_line) {
    EXPECT_EQ(rows("a;b\n1,5;2\n"), "1:[a][b] 2:[1,5][2] ");
    EXPECT_EQ(rows("a\tb\n1\t\n"), "1:[a][b] 2:[1][] ");
    EXPECT_EQ(rows("\"a,b,c\"|d\n1|2"), "1:[a,b,c][d] 2:[1][2] ");
}

TEST(CsvReader, lines_end_as_the_first_line_does) {
    EXPECT_EQ(rows("a,b\nx\r\ry,2\n3,4"), "1:[a][b] 2:[x\r\ry][2] 3:[3][4] ");
    EXPECT_EQ(rows("a,b\r1,2\r3,4\r"), "1:[a][b] 2:[1][2] 3:[3][4] ");
}

TEST(CsvReader, skips_empty_lines_and_counts_them) {
    EXPECT_EQ(rows("a,b\n\n\n1,2\n"), "1:[a][b] 4:[1][2] ");
    EXPECT_EQ(rows(""), "");
    EXPECT_EQ(rows("\n\n"), "");
}

TEST(CsvReader, a_quote_never_closed_costs_one_line) {
    EXPECT_EQ(rows("a,b\n\"1,2\n3,4\n"), "1:[a][b] 2:!a quote is opened and never closed 3:[3][4] ");
}

TEST(CsvReader, a_row_longer_than_memory_allows_is_refused_and_the_next_is_read) {
    std::string huge(CsvReader::max_row + 100'000, 'x');
    auto read = rows("a,b\n1,\"" + huge + "\"\n3,4\n");
    EXPECT_NE(read.find("2:!"), read.npos);
    EXPECT_TRUE(read.ends_with("3:[3][4] ")) << read.substr(0, 200);
}

TEST(CsvReader, reads_what_windows_and_excel_write) {
    EXPECT_EQ(rows("\xEF\xBB\xBFname,b\ncaf\xC3\xA9,1\n"), "1:[name][b] 2:[café][1] ");
    EXPECT_EQ(rows("name;b\ncaf\xE9;1\n"), "1:[name][b] 2:[café][1] ");
    std::string wide;
    for (char c : std::string("a,b\nx,y\n")) (wide += c) += '\0';
    EXPECT_EQ(rows("\xFF\xFE" + wide), "1:[a][b] 2:[x][y] ");
    EXPECT_EQ(rows(wide), "1:[a][b] 2:[x][y] ");
}

TEST(CsvReader, of_the_public_samples_gives_what_they_mean) {
    SHARED_DATA(folder, "08-contacts");
    int files = 0;
    for (const auto& each : std::filesystem::directory_iterator(folder / "csv-spectrum/csvs")) {
        auto name = each.path().stem().string();
        if (name == "location_coordinates") continue;  // its two halves tell different numbers
        auto expected = json::parse(test::contents(folder / "csv-spectrum/json" / (name + ".json")));
        ASSERT_TRUE(expected) << name;
        CsvReader reader(open_file(each.path().string()));
        auto header = reader.next();
        ASSERT_TRUE(header) << name;
        json::array rows;
        while (auto row = reader.next()) {
            ASSERT_EQ(row->fields.size(), header->fields.size()) << name;
            json::object one;
            for (std::size_t i = 0; i < row->fields.size(); ++i) one[header->fields[i]] = row->fields[i];
            rows.push_back(std::move(one));
        }
        if (expected->is_object()) continue;  // one sample describes another row than its file has
        EXPECT_EQ(json::value(rows), *expected) << name << ": " << json::serialize(rows);
        ++files;
    }
    EXPECT_EQ(files, 11);
}
