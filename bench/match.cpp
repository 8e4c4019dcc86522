#include <algorithm>
#include <malloc.h>
#include <unordered_map>

#include "bench/apart.hpp"
#include "bench/benchmark.hpp"
#include "bench/literals.hpp"
#include "bench/watched.hpp"
#include "listening/matcher.hpp"
#include "text/tokens.hpp"

namespace bench {
namespace {
constexpr std::size_t post_count = 100'000, checked = 2'000, everyone = ~std::size_t{0};
constexpr std::uint32_t seed = 17'89;
// Hyperscan compiles for minutes beyond this.
constexpr std::int64_t most_literals = 100'000;

struct Density {
    const char* name;
    int met;        // of a thousand words in the queries, how many are words of the posts
    int from_rank;  // leaving out so many of the most frequent
    // Queries beyond so many have no word of the posts: the hits stay the same, whatever their number.
    std::size_t meeting;
};
// Selective: names and products that are seldom spoken of. Dense: everything that people speak of.
constexpr Density densities[] = {{"match selective", 10, 1'000, everyone},
                                 {"match dense", 1'000, 100, everyone},
                                 {"match equal hits", 1'000, 100, 1'000}};

struct Set {
    std::vector<std::string> posts;
    std::vector<Watched> queries;
};

using Keys = std::vector<listening::Matcher::Key>;

// The keys of those queries that are one word or two side by side, in another way: every word and pair of
// neighbours of the post, looked up.
class Plain {
public:
    explicit Plain(const std::vector<Watched>& queries) {
        for (std::size_t i = 0; i < queries.size(); ++i)
            if (!queries[i].literal.empty()) keys_[queries[i].literal].push_back(i);
    }
    Keys expected(const std::string& post) const {
        Keys out;
        std::string before;
        for (const auto& token : text::tokens(post)) {
            take(token.folded, out);
            if (!before.empty()) take(before + " " + token.folded, out);
            before = token.folded;
        }
        std::sort(out.begin(), out.end());
        out.erase(std::unique(out.begin(), out.end()), out.end());
        return out;
    }

private:
    void take(const std::string& literal, Keys& out) const {
        if (auto found = keys_.find(literal); found != keys_.end())
            out.insert(out.end(), found->second.begin(), found->second.end());
    }
    std::unordered_map<std::string, Keys> keys_;
};

bool right(listening::Matcher& matcher, const Set& set) {
    Plain plain(set.queries);
    Keys found;
    for (std::size_t i = 0; i < std::min(checked, set.posts.size()); ++i) {
        matcher.match({.text = set.posts[i]}, found);
        std::erase_if(found, [&](auto key) { return set.queries[key].literal.empty(); });
        std::sort(found.begin(), found.end());
        if (found != plain.expected(set.posts[i])) return false;
    }
    return true;
}

void save(listening::Matcher& matcher, const std::vector<Watched>& queries) {
    for (std::size_t i = 0; i < queries.size(); ++i)
        matcher.add(i, std::get<model::Query>(model::parse_query(queries[i].text)));
}

std::size_t words(const std::string& post) {
    text::WordReader reader(post);
    std::size_t count = 0;
    for (text::WordReader::Word word; reader.next(word);) ++count;
    return count;
}

double by_hyperscan(const Set& set) {
    std::vector<std::string> sought;
    for (const auto& query : set.queries)
        if (!query.literal.empty()) sought.push_back(query.literal);
    auto all = literals(sought);
    if (!all) return 0;
    Stopwatch scanning;
    std::size_t found = 0;
    scanning([&] {
        for (const auto& post : set.posts) found += all->count(post);
    });
    return static_cast<double>(set.posts.size()) / scanning.seconds();
}

// What is allocated, with what the allocator adds.
double heap_mb() {
    auto now = ::mallinfo2();
    return static_cast<double>(now.uordblks + now.hblkhd) / 1e6;
}

json::object measure(const Set& set, bool beside_hyperscan) {
    auto before = heap_mb();
    listening::Matcher matcher;
    Stopwatch adding, matching, control;
    adding([&] { save(matcher, set.queries); });
    Keys found;
    // What a running house has learned of words, queries are saved with.
    for (std::size_t i = 0; i < set.posts.size() / 10; ++i) matcher.match({.text = set.posts[i]}, found);
    auto memory = heap_mb() - before;
    std::size_t hits = 0, read = 0;
    matching([&] {
        for (const auto& post : set.posts) {
            matcher.match({.text = post}, found);
            hits += found.size();
        }
    });
    control([&] {
        for (const auto& post : set.posts) read += words(post);
    });
    auto posts = static_cast<double>(set.posts.size()), queries = static_cast<double>(set.queries.size());
    return {{"own", posts / matching.seconds()},
            {"control", posts / control.seconds()},
            {"memory", memory},
            {"correct", right(matcher, set) && read > 0},
            {"hits_per_post", static_cast<double>(hits) / posts},
            {"microseconds_to_add", adding.seconds() / queries * 1e6},
            {"hyperscan", beside_hyperscan ? by_hyperscan(set) : 0.0}};
}

Set made(const Plan& plan, const Density& density, std::int64_t size) {
    auto base = texts(plan.posts);
    Vocabulary vocabulary(base, density.met, density.from_rank, seed);
    return {varied(base, post_count), watched(vocabulary, static_cast<std::size_t>(size), density.meeting)};
}

Figure figure(const Plan& plan, const Density& density, std::int64_t size) {
    Figure f{
        .name = density.name, .size = size, .unit = "posts per CPU-second", .values = {}, .controls = {}};
    auto set = made(plan, density, size);
    std::vector<double> adding, hyperscan;
    for (int run = 1; run <= plan.runs; ++run) {
        plan.say(fmt::format("{} {}: run {} of {}", density.name, size, run, plan.runs));
        auto m = measure_apart([&] { return measure(set, run == 1 && size <= most_literals); });
        f.values.push_back(m.at("own").to_number<double>());
        f.controls.push_back(m.at("control").to_number<double>());
        adding.push_back(m.at("microseconds_to_add").to_number<double>());
        f.memory_mb = std::max(f.memory_mb, m.at("memory").to_number<double>());
        f.correct = f.correct && m.at("correct").get_bool();
        f.more["hits_per_post"] = m.at("hits_per_post");
        if (auto by = m.at("hyperscan").to_number<double>(); by > 0) f.more["hyperscan_literals"] = by;
    }
    f.more["microseconds_to_add"] = median(adding);
    return f;
}
}  // namespace

std::vector<Figure> match(const Plan& plan) {
    std::vector<Figure> out;
    for (const auto& density : densities)
        for (auto size : plan.sizes) out.push_back(figure(plan, density, size));
    return out;
}
}  // namespace bench
