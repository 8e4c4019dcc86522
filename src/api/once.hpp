#pragma once
#include <string>
#include <type_traits>
#include <vector>

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/seal.hpp"
#include "store/accounts_idempotency.hpp"

namespace api {
struct App;

// What a change gives as text and back: keys, numbers and JSON, from which a handler makes its answer.
inline std::string remember(Id id) {
    return id.text();
}
inline std::string remember(std::int64_t number) {
    return std::to_string(number);
}
inline std::string remember(bool yes) {
    return yes ? "1" : "0";
}
inline std::string remember(const json::value& value) {
    return json::serialize(value);
}
inline std::string remember(const json::object& value) {
    return json::serialize(value);
}

template <class Result>
Result recall(const std::string& text) {
    if constexpr (std::is_same_v<Result, Id>)
        return Id::parse(text).value_or(Id{});
    else if constexpr (std::is_same_v<Result, bool>)
        return text == "1";
    else if constexpr (std::is_integral_v<Result>)
        return static_cast<Result>(std::stoll(text));
    else if constexpr (std::is_same_v<Result, json::object>)
        return json::parse(text)->as_object();
    else
        return json::parse(text).value();
}

// One request with an Idempotency-Key. Every change of it is marked as done in its own transaction,
// together with what it gave. When the request comes again after the program died, the changes that were
// made are not made again: they give what they gave then, and the handler makes the same answer of it.
// For one thread.
class Once {
public:
    // `done`: what is known of the request when it came before.
    Once(const App&, std::string key, const store::Idempotency::Done* done = nullptr);

    // Whether the next change was made before.
    bool replays() const { return next_ < known_.size(); }

    template <class F>
    auto change(const store::Store& store, const store::Actor& actor, F&& work) {
        using Result = std::invoke_result_t<F&, store::Change&>;
        if constexpr (std::is_void_v<Result>) {
            change(store, actor, [&](store::Change& running) {
                work(running);
                return true;
            });
        } else {
            if (replays()) return recall<Result>(known_[next_++]);
            std::string marked;
            auto result = store.change(actor, [&](store::Change& running) {
                auto made = work(running);
                marked = mark(running, remember(made));
                return made;
            });
            stored_ = std::move(marked);
            known_.push_back(remember(result));
            ++next_;
            return result;
        }
    }

private:
    std::string mark(store::Change&, std::string outcome) const;

    const Seal& seal_;
    const std::string key_;
    std::string stored_;
    std::vector<std::string> known_;
    std::size_t next_ = 0;
};

}  // namespace api
