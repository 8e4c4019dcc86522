#pragma once
// Private to the server's .cpp files.
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "net/core.hpp"

namespace net {

// Runs `work` on a thread of `pool` while the connection's coroutine sleeps. `work` must not throw.
template <class Work>
asio::awaitable<void> on_worker(Core& core, asio::thread_pool& pool, Work work) {
    auto begin = [&core, &pool](auto handler, Work job) {
        core.begin_work();
        asio::post(pool, [&core, handler = std::move(handler), job = std::move(job)]() mutable {
            job();
            auto executor = asio::get_associated_executor(handler);
            asio::post(executor, std::move(handler));
            core.end_work();
        });
    };
    return asio::async_initiate<const asio::use_awaitable_t<>, void()>(begin, asio::use_awaitable,
                                                                       std::move(work));
}

// The handler's answer, or a bare 500 when it throws.
Response run_handler(const Core&, const Request&);
// What the gate says, or a bare 500 when it throws.
Admission ask_gate(const Core&, const Request&);

}  // namespace net
