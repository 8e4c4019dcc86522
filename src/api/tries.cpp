#include "api/tries.hpp"

#include "api/problem.hpp"
#include "api/visits.hpp"

namespace api {
namespace {
net::Response too_often(std::int64_t wait_ms) {
    auto response =
        problem(Error{Code::rate_limited,
                      fmt::format("Too many tries. Wait {} seconds and try again.", wait_ms / 1000 + 1)});
    response.headers.set("Retry-After", std::to_string(wait_ms / 1000 + 1));
    return response;
}
}  // namespace

std::optional<net::Response> held_back(Call& call, const std::string& account) {
    auto from = counted(call.request);
    auto& by_address = call.app.logins_by_address;
    auto& by_account = call.app.logins_by_account;
    if (!by_address.take(from)) return too_often(by_address.retry_after_ms(from));
    if (!account.empty() && !by_account.take(account)) return too_often(by_account.retry_after_ms(account));
    return std::nullopt;
}
}  // namespace api
