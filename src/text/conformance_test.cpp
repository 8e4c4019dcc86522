#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/shared_data_test.hpp"
#include "text/entities.hpp"
#include "text/range.hpp"
#include "text/utf8.hpp"

// twitter-text's published conformance cases, read from the shared test data beside the repository.
namespace {

using text::EntityKind;

struct Expected {
    std::string value;
    std::optional<text::Range> code_points;
};

struct Case {
    std::string section, description, text;
    std::vector<Expected> expected;
};

// Reads the one shape of YAML that these files have.
class Reader {
public:
    explicit Reader(const std::filesystem::path& file) : in_(file) {}

    std::vector<Case> read() {
        for (std::string line; std::getline(in_, line);) take(line);
        return std::move(cases_);
    }

private:
    void take(std::string_view line) {
        std::size_t indent = line.find_first_not_of(' ');
        if (indent == std::string_view::npos || line[indent] == '#') return;
        line.remove_prefix(indent);
        if (indent == 2 && line.ends_with(':') && line.front() != '-')
            section_ = line.substr(0, line.size() - 1);
        else if (after(line, "- description:"))
            cases_.push_back({section_, scalar(line), {}, {}});
        else if (after(line, "text:"))
            cases_.back().text = scalar(line);
        else if (after(line, "expected:"))
            flow(line);
        else
            item(line);
    }

    void item(std::string_view line) {
        if (cases_.empty()) return;
        auto& expected = cases_.back().expected;
        for (std::string_view key : {"- screen_name:", "- url:", "- hashtag:", "- cashtag:"})
            if (after(line, key)) return expected.push_back({scalar(line), {}}), void();
        if (after(line, "list_slug:"))
            expected.back().value += scalar(line);
        else if (after(line, "indices:"))
            expected.back().code_points = indices(line);
        else if (after(line, "- "))
            expected.push_back({scalar(line), {}});
    }

    static bool after(std::string_view& line, std::string_view start) {
        if (!line.starts_with(start)) return false;
        line.remove_prefix(start.size());
        while (line.starts_with(' ')) line.remove_prefix(1);
        return true;
    }

    static text::Range indices(std::string_view line) {
        std::size_t begin = std::strtoul(line.data() + 1, nullptr, 10);
        return {begin, std::strtoul(line.data() + line.find(',') + 1, nullptr, 10)};
    }

    void flow(std::string_view line) {
        while (!line.empty()) {
            std::size_t quote = line.find('"');
            if (quote == std::string_view::npos) return;
            line.remove_prefix(quote);
            cases_.back().expected.push_back({quoted(line), {}});
        }
    }

    static std::string scalar(std::string_view line) {
        return line.starts_with('"') ? quoted(line) : std::string(line);
    }

    static std::string quoted(std::string_view& line) {
        std::string out;
        line.remove_prefix(1);
        while (!line.empty() && line.front() != '"') {
            if (line.front() == '\\')
                escape(line, out);
            else
                out += line.front(), line.remove_prefix(1);
        }
        if (!line.empty()) line.remove_prefix(1);
        return out;
    }

    static void escape(std::string_view& line, std::string& out) {
        char kind = line.at(1);
        std::size_t digits = kind == 'U' ? 8 : kind == 'u' ? 4 : kind == 'x' ? 2 : 0;
        if (digits > 0)
            text::append(out,
                         static_cast<char32_t>(std::stoul(std::string(line.substr(2, digits)), nullptr, 16)));
        else
            out += kind == 'n' ? '\n' : kind;
        line.remove_prefix(2 + digits);
    }

    std::ifstream in_;
    std::string section_;
    std::vector<Case> cases_;
};

std::optional<EntityKind> kind_of(std::string_view section) {
    if (section.starts_with("mentions")) return EntityKind::mention;
    if (section.starts_with("hashtags")) return EntityKind::hashtag;
    if (section.starts_with("cashtags")) return EntityKind::cashtag;
    if (section == "replies") return std::nullopt;
    return EntityKind::link;
}

bool passes(const Case& test) {
    std::vector<text::Range> ranges;
    std::vector<std::string> found;
    for (const text::Entity& entity : text::entities(test.text)) {
        if (entity.kind != kind_of(test.section)) continue;
        ranges.push_back(entity.range);
        found.push_back(entity.value);
    }
    auto points = text::counted(test.text, ranges, text::Unit::code_points);
    bool same = found.size() == test.expected.size();
    for (std::size_t i = 0; same && i < found.size(); ++i) {
        const Expected& expected = test.expected[i];
        same = found[i] == expected.value && (!expected.code_points || *expected.code_points == points[i]);
    }
    if (!same)
        fmt::print("  {}: {}: {} gave [{}]\n", test.section, test.description, test.text,
                   fmt::join(found, " | "));
    return same;
}

std::pair<std::size_t, std::size_t> passed(const std::filesystem::path& file) {
    std::size_t good = 0, all = 0;
    for (const Case& test : Reader(file).read()) {
        if (!kind_of(test.section)) continue;
        ++all;
        good += passes(test);
    }
    return {good, all};
}

}  // namespace

TEST(Conformance, of_extraction_is_complete) {
    SHARED_DATA(folder, "03-twitter-text");
    auto cases = folder / "conformance/conformance";
    EXPECT_EQ(passed(cases / "extract.yml"), std::pair(std::size_t{225}, std::size_t{225}));
    EXPECT_EQ(passed(cases / "tlds.yml"), std::pair(std::size_t{1574}, std::size_t{1574}));
}
