#include "api/remote_images.hpp"

#include "api/problem.hpp"
#include "api/routes.hpp"
#include "api/turn.hpp"
#include "store/messages.hpp"
#include "text/html.hpp"

// A mail's images from elsewhere come through us, so that the sender learns neither the member's address nor
// his browser, and the page needs no permission to load anything from anywhere.
namespace api {
namespace {
constexpr std::uint64_t most_bytes = 5u << 20;
constexpr int most_seconds = 8, most_redirects = 3;

// The address must stand in the message as an image: nobody can have anything else fetched.
bool shows(const store::Message& message, std::string_view address) {
    return message.html.find(fmt::format(" data-src=\"{}\"", text::escape(address))) != std::string::npos;
}

std::string fetched(Call& call, const std::string& address) {
    try {
        auto got = call.app.post.surroundings.http.fetch({.url = address,
                                                          .headers = {{"Accept", "image/*"}},
                                                          .seconds = most_seconds,
                                                          .max_bytes = most_bytes,
                                                          .redirects = most_redirects});
        return got.status == 200 ? std::move(got.body) : "";
    } catch (const net::FetchError& error) {
        throw Error{Code::unavailable, "This image could not be loaded: " + error.text()};
    }
}

net::Response busy() {
    auto response =
        problem(Error{Code::unavailable, "Other images are being loaded. Ask again in a moment."});
    response.headers.set("Retry-After", "1");
    return response;
}

net::Response remote_image(Call& call) {
    auto address = call.query("address");
    auto message = call.read([&](db::Tx& tx) { return store::message(tx, call.actor.workspace, call.id()); });
    if (!message || address.empty() || !shows(*message, address))
        throw Error{Code::not_found, "This message has no such image."};
    Turn turn(call.app.remote_images);
    if (!turn.taken()) return busy();
    net::Response response;
    response.body = fetched(call, address);
    auto type = image_type(response.body);
    if (type.empty()) throw Error{Code::unavailable, "There is no image at this address any more."};
    response.headers.set("Content-Type", std::string(type));
    response.headers.set("Content-Security-Policy", "default-src 'none'; sandbox");
    response.headers.set("Cache-Control", "private, max-age=3600");
    return response;
}

constexpr Route all[] = {
    {net::Method::get,
     "/api/messages/{id}/image",
     viewer,
     remote_image,
     "An image from elsewhere that this message shows, fetched for the reader",
     {},
     "image/*",
     "address"},
};
}  // namespace

std::string_view image_type(std::string_view bytes) {
    if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return "image/png";
    if (bytes.starts_with("\xff\xd8\xff")) return "image/jpeg";
    if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a")) return "image/gif";
    if (bytes.starts_with("RIFF") && bytes.substr(std::min<std::size_t>(8, bytes.size())).starts_with("WEBP"))
        return "image/webp";
    return "";
}

std::span<const Route> remote_image_routes() {
    return all;
}
}  // namespace api
