#include <algorithm>
#include <limits>

#include "listening/code.hpp"
#include "text/common_words.hpp"
#include "text/fold.hpp"

namespace listening {
namespace {
using model::Query;
using model::QueryField;
using Kind = Query::Kind;
using Term = Vocabulary::Term;

Sort sort_of(const model::QueryWord& word) {
    if (word.sign == '#') return word.prefix ? Sort::hashtag_beginning : Sort::hashtag;
    if (word.sign == '@') return word.prefix ? Sort::handle_beginning : Sort::handle;
    return word.prefix ? Sort::beginning : Sort::word;
}

// Of a million posts, how many may hold a term: counted where there was something to count, else guessed by
// what is known of words.
double guessed(Sort sort, std::string_view word) {
    switch (sort) {
        case Sort::word:
            return text::common_in(word).empty() ? 20'000.0 / static_cast<double>(2 + word.size()) : 100'000;
        case Sort::beginning:
        case Sort::hashtag_beginning:
        case Sort::handle_beginning:
            return 400'000.0 / static_cast<double>(1 + word.size());
        case Sort::network:
        case Sort::channel:
            return 900'000;
        case Sort::group:
            return 10'000;
        default:
            return 500;
    }
}

class Compiler {
public:
    Compiler(Vocabulary& vocabulary, Conditions& conditions, const Rarity& rarity)
        : vocabulary_(vocabulary), conditions_(conditions), rarity_(rarity) {}

    Program compile(const Query& query) {
        if (query.kind == Kind::all && !query.parts.empty()) {
            auto needs = emit_parts(Operation::all, query.parts);
            program_.need = cheapest(needs);
            look_for_second(query, needs);
        } else {
            program_.need = emit(query);
            if (Header::of(code_.front()).operation == Operation::words) look_for_neighbour();
        }
        program_.code = std::move(code_);
        return std::move(program_);
    }

private:
    Need emit(const Query& query) {
        switch (query.kind) {
            case Kind::words: {
                std::vector<Term> terms;
                for (const auto& word : query.words)
                    terms.push_back(vocabulary_.take(sort_of(word), word.text));
                return emit_words(terms);
            }
            case Kind::near:
                return emit_near(query);
            case Kind::all:
                return cheapest(emit_parts(Operation::all, query.parts));
            case Kind::any:
                return together(emit_parts(Operation::any, query.parts));
            case Kind::none:
                emit_parts(Operation::none, query.parts);
                return {};
            case Kind::condition:
                return emit_condition(query);
        }
        return {};
    }

    std::size_t begin(Operation operation, std::size_t operands) {
        code_.push_back(Header{operation, static_cast<std::uint32_t>(operands), 0}.packed());
        return code_.size() - 1;
    }

    void end(std::size_t header) { code_[header] += static_cast<std::uint32_t>(code_.size() - header); }

    Need emit_words(const std::vector<Term>& terms) {
        auto header = begin(Operation::words, terms.size());
        code_.insert(code_.end(), terms.begin(), terms.end());
        end(header);
        Need need;
        for (auto term : terms)
            if (auto price = cost(term); !need.exists() || price < need.cost) need = {{term}, price};
        return need;
    }

    std::vector<Need> emit_parts(Operation operation, const std::vector<Query>& parts) {
        auto header = begin(operation, parts.size());
        std::vector<Need> needs;
        needs.reserve(parts.size());
        for (const auto& part : parts) needs.push_back(emit(part));
        end(header);
        return needs;
    }

    Need emit_near(const Query& query) {
        auto header = begin(Operation::near, 2);
        code_.push_back(static_cast<std::uint32_t>(query.distance));
        auto left = emit(query.parts[0]), right = emit(query.parts[1]);
        end(header);
        return left.cost < right.cost ? left : right;
    }

    Need emit_condition(const Query& query) {
        switch (query.field) {
            case QueryField::from:
                return emit_names(Sort::from, query.value);
            case QueryField::to:
                return emit_names(Sort::to, query.value);
            case QueryField::network:
                return emit_words({vocabulary_.take(Sort::network, text::fold(query.value))});
            case QueryField::channel:
                return emit_words({vocabulary_.take(Sort::channel, text::fold(query.value))});
            case QueryField::group:
                return emit_words({vocabulary_.take(Sort::group, text::fold(query.value))});
            default:
                break;
        }
        auto header = begin(Operation::condition, 1);
        code_.push_back(conditions_.keep(query));
        end(header);
        return {};
    }

    Need emit_names(Sort sort, std::string_view value) {
        std::vector<Term> terms;
        text::WordReader reader(value);
        for (text::WordReader::Word word; reader.next(word);)
            terms.push_back(vocabulary_.take(sort, word.folded));
        return emit_words(terms);
    }

    double cost(Term term) const {
        bool counted = vocabulary_.sort(term) == Sort::word && rarity_.knows();
        return counted ? 1 + rarity_.of_a_million(vocabulary_.hash(term))
                       : guessed(vocabulary_.sort(term), vocabulary_.word(term));
    }

    static Need cheapest(const std::vector<Need>& needs) {
        Need best;
        for (const auto& need : needs)
            if (need.exists() && (!best.exists() || need.cost < best.cost)) best = need;
        return best;
    }

    static Need together(const std::vector<Need>& needs) {
        Need all;
        for (const auto& need : needs) {
            if (!need.exists()) return {};
            all.terms.insert(all.terms.end(), need.terms.begin(), need.terms.end());
            all.cost += need.cost;
        }
        std::sort(all.terms.begin(), all.terms.end());
        all.terms.erase(std::unique(all.terms.begin(), all.terms.end()), all.terms.end());
        return all;
    }

    // The whole query is a row of words.
    void look_for_neighbour() {
        auto count = Header::of(code_.front()).operands;
        program_.enough = count <= 2;
        if (count == 1) return;
        auto found = std::find(code_.begin() + 1, code_.end(), program_.need.terms.front());
        bool last = found + 1 == code_.end();
        program_.first = last ? Program::First::precedes : Program::First::follows;
        program_.second = last ? *(found - 1) : *(found + 1);
    }

    // The whole query wants several things at once.
    void look_for_second(const Query& query, const std::vector<Need>& needs) {
        if (program_.need.terms.size() != 1) return;
        double least = std::numeric_limits<double>::max();
        for (const auto& need : needs) {
            bool other = need.terms.size() == 1 && need.terms != program_.need.terms;
            if (!other || need.cost >= least) continue;
            least = need.cost;
            program_.first = Program::First::present;
            program_.second = need.terms.front();
        }
        auto is_word = [](const Query& part) { return part.kind == Kind::words && part.words.size() == 1; };
        program_.enough = program_.second && query.parts.size() == 2 &&
                          std::all_of(query.parts.begin(), query.parts.end(), is_word);
    }

    Vocabulary& vocabulary_;
    Conditions& conditions_;
    const Rarity& rarity_;
    Program program_;
    std::vector<std::uint32_t> code_;
};
}  // namespace

Program compile(const Query& query, Vocabulary& vocabulary, Conditions& conditions, const Rarity& rarity) {
    return Compiler(vocabulary, conditions, rarity).compile(query);
}
}  // namespace listening
