#include "channels/contract.hpp"
#include "channels/email/post_office_test.hpp"

namespace channels::contract {
namespace {
using email::test::PostOffice;

class Mailbox final : public Harness {
public:
    ChannelConfig config() override {
        return {Id{1},
                "A mailbox",
                {{"address", "support@maison.example"},
                 {"password", "secret"},
                 {"imap_host", "127.0.0.1"},
                 {"imap_port", std::to_string(office_.imap_port())},
                 {"imap_security", "none"},
                 {"smtp_host", "127.0.0.1"},
                 {"smtp_port", std::to_string(office_.smtp_port())},
                 {"smtp_security", "none"}},
                "key"};
    }
    void publish(const std::string& text) override {
        auto number = std::to_string(++count_);
        office_.deliver("From: ana@customer.example\r\nTo: support@maison.example\r\nMessage-ID: <" + number +
                        "@customer.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text +
                        "\r\n");
    }
    void publish_poison() override {
        office_.deliver("X-Nothing: " + std::string(2u << 20, 'x') + "\r\n\r\nx\r\n");
    }
    void behave(Mood mood) override {
        constexpr PostOffice::Mood moods[] = {PostOffice::Mood::well,      PostOffice::Mood::wrong_password,
                                              PostOffice::Mood::no_folder, PostOffice::Mood::busy,
                                              PostOffice::Mood::hangs_up,  PostOffice::Mood::garbage};
        office_.behave(moods[static_cast<std::size_t>(mood)]);
    }

private:
    int count_ = 0;
    PostOffice office_;
};
}  // namespace

std::unique_ptr<Harness> email_harness() {
    return std::make_unique<Mailbox>();
}
}  // namespace channels::contract
