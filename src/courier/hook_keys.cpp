#include "courier/hook_keys.hpp"

#include "base/json.hpp"

namespace courier {
std::string sealed(const Seal& seal, const net::webhook::Keys& keys) {
    json::object all;
    for (const auto& [key, value] : keys.kept()) all[key] = value;
    return seal.close(json::serialize(all));
}

net::webhook::Keys hook_keys(const Seal& seal, const std::string& sealed) {
    auto plain = seal.open(sealed);
    auto parsed = plain ? json::parse(*plain) : std::nullopt;
    std::map<std::string, std::string> all;
    if (parsed && parsed->is_object())
        for (const auto& [key, value] : parsed->get_object())
            if (value.is_string()) all[std::string(key)] = std::string(value.get_string());
    return net::webhook::Keys::from(all);
}
}  // namespace courier
