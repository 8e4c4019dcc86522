#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/encoding.hpp"
#include "listening/matcher.hpp"
#include "listening/reference_test.hpp"

// Lines of any bytes. The first says how many of the next are queries; those that parse are saved, the rest
// is a post, its first word the author. The matcher has to tell what the reference tells, also after a query
// is gone.
namespace {
std::string_view take_line(std::string_view& input) {
    auto end = std::min(input.find('\n'), input.size());
    auto line = input.substr(0, end);
    input.remove_prefix(std::min(end + 1, input.size()));
    return line;
}

using Keys = std::vector<listening::Matcher::Key>;

void compare(listening::Matcher& matcher, const std::vector<model::Query>& queries, std::size_t from,
             const listening::Post& post) {
    auto heard = listening::reference::heard(post);
    Keys expected, found;
    for (auto key = from; key < queries.size(); ++key)
        if (listening::reference::holds(queries[key], heard)) expected.push_back(key);
    matcher.match(post, found);
    std::sort(found.begin(), found.end());
    if (found != expected) std::abort();
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 4'000) return 0;
    std::string_view input(reinterpret_cast<const char*>(data), size);
    listening::Matcher matcher;
    std::vector<model::Query> queries;
    for (auto left = 1 + take_line(input).size() % 8; left > 0; --left) {
        auto line = take_line(input);
        auto result = model::parse_query(line);
        if (const auto* wrong = std::get_if<model::QueryError>(&result)) {
            if (wrong->text.empty() || wrong->position > line.size() || !is_utf8(wrong->text)) std::abort();
            continue;
        }
        auto& query = std::get<model::Query>(result);
        if (auto refused = listening::refusal(query); refused && refused->position > line.size())
            std::abort();
        matcher.add(queries.size(), query);
        queries.push_back(std::move(query));
    }
    model::Handle author{"mastodon", std::string(input.substr(0, input.find(' ')))};
    listening::Post post{.subject = input.substr(0, input.size() / 4),
                         .text = input,
                         .network = "mastodon",
                         .author = &author,
                         .has_link = size % 2 == 0,
                         .is_reply = size % 3 == 0};
    compare(matcher, queries, 0, post);
    matcher.remove(0);
    compare(matcher, queries, 1, post);
    return 0;
}
