#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/random.hpp"
#include "base/seal.hpp"
#include "store/confirmations.hpp"
#include "store/identities.hpp"

// Asking a human whether two handles are his, so that the answer proves it.
//
// The first handle gets a link with a word of 256 bits. Whoever says yes there reads what is sent to the
// first handle. Only then the second handle gets a link of its own, and the page behind the first shows a
// code of six digits that is shown nowhere else. Whoever types this code behind the second link reads what is
// sent to the second handle and has seen the page behind the first: it is one human, or two who tell each
// other everything, whom no question can tell apart. A stranger who presses yes by mistake has no code;
// whoever claims another's handle never gets its link; whoever finds one link has half. A code is guessed
// with 5 in 1,000,000: after five wrong ones the question is over, and asking is limited. Looking at a page
// (as programs do that show previews) answers nothing; both words and the code are kept sealed until the end,
// only as hashes after it, and in no message that a member can read.
namespace people {

struct Asking {
    Id first, second;  // identities
    std::string base;  // the address of this house for outside
    bool in_full = false;
    bool again = false;  // although they were asked before
};

// What nobody but those who are asked may see.
struct Secrets {
    std::string first, second;  // the words of the links
    std::string code;
};
constexpr std::int64_t most_wrong_codes = 5, most_asked_a_day = 3, most_asked_by_all = 200;

// Throws Error{conflict} for a pair that was asked before, is proven or has said no; Error{rate_limited}.
Id ask(store::Change&, const Asking&, const Seal&, Random&);
// Throws Error{conflict} when it has ended.
void withdraw(store::Change&, Id confirmation);

// nullopt once it has ended.
std::optional<Secrets> secrets(const store::Confirmation&, const Seal&);
// The question behind a link while it can be answered; the second handle's only after the first said yes.
std::optional<store::ConfirmationLink> behind_link(db::Tx&, std::string_view word, Time now);

// The first handle says yes; false when somebody was faster.
bool say_yes(store::Change&, const store::Confirmation&);
enum class Coded { joined, wrong, over };
// The second handle types the code: the people behind both are one, with both messages as proof.
Coded give_code(store::Change&, const store::Confirmation&, std::string_view typed, const Seal&);
// Either says no: they are kept apart, and what joined them is undone.
void say_no(store::Change&, const store::Confirmation&);

// How a handle is named to whom it may not belong: in full where it is public or a member wished so, else
// only as much as its owner needs to know it again ("a…@town.example").
std::string named_to_others(const store::Identity&, bool in_full);

}  // namespace people
