# Real mail servers for tests: Dovecot (IMAP, LMTP, submission) and Postfix (SMTP in, bounces), each on ports and
# in a folder of its own, on loopback only. To be sourced; needs root, because both give up its rights themselves.
# shellcheck shell=bash
#
#   mail_missing                      prints what is not installed; nothing when all is here
#   free_ports COUNT                  that many port numbers nobody listens on, one a line
#   make_certificate FILE [expired]   FILE.pem (also its own CA) and FILE.key for localhost and 127.0.0.1, or for
#                                     $certificate_names (DNS:NAME,…)
#   start_dovecot DIR CERTIFICATE     needs the variables below; returns when it answers
#   add_mailbox DIR ADDRESS PASSWORD  a mailbox in DIR, at any time
#   start_postfix DIR                 takes mail for the domains in $mail_domains, hands it to Dovecot
#   serve_expired DIR CERTIFICATE PORT    a TLS port that shows this certificate and nothing else
#   stop_dovecot DIR, stop_postfix DIR
#
# Ports: imap_port (plain and STARTTLS), imaps_port, submission_port (STARTTLS and password; relays to Postfix),
# lmtp_port, smtp_port.
# Mail to an address at a domain of $mail_domains arrives when there is a mailbox for it, else it is accepted
# and bounces. Addresses @gone.example are refused at once for good, those @later.example for now.

mail_domains=${mail_domains:-maison.example customer.example}

mail_missing() {
    local program
    [ "$(id -u)" = 0 ] || echo "the rights of root"
    for program in dovecot doveadm postfix openssl faketime python3; do
        command -v "$program" >/dev/null || PATH=$PATH:/usr/sbin command -v "$program" >/dev/null || echo "$program"
    done
    [ -x /usr/lib/dovecot/submission ] || echo "dovecot-submissiond"
    [ -x /usr/lib/dovecot/lmtp ] || echo "dovecot-lmtpd"
}

free_ports() {
    python3 - "$1" <<'PYTHON'
import socket, sys
held = [socket.socket() for _ in range(int(sys.argv[1]))]
for s in held:
    s.bind(("127.0.0.1", 0))
print("\n".join(str(s.getsockname()[1]) for s in held))
PYTHON
}

make_certificate() {
    local file=$1 before=()
    [ "${2:-}" != expired ] || before=(faketime '2024-01-01 00:00:00')
    "${before[@]}" openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 \
        -subj /CN=localhost -addext "subjectAltName=${certificate_names:-DNS:localhost,IP:127.0.0.1}" \
        -keyout "$file.key" -out "$file.pem" 2>/dev/null
}

# A file a user: Dovecot would notice a change of one for all only a second later.
add_mailbox() {
    local dir=$1 address=$2 password=$3
    mkdir -p "$dir/users"
    chmod 755 "$dir" "$dir/users"
    printf '%s:{PLAIN}%s::::::\n' "$address" "$password" >"$dir/users/$address"
}

wait_for_port() {
    local port=$1 i
    for ((i = 0; i < 100; i++)); do
        if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then return 0; fi
        sleep 0.1
    done
    echo "nobody listens on port $port after 10 s" >&2
    return 1
}

start_dovecot() {
    local dir=$1 certificate=$2
    mkdir -p "$dir/run" "$dir/mail" "$dir/state" "$dir/users"
    chmod 755 "$dir"
    chown mail:mail "$dir/mail"
    dovecot_configuration "$dir" "$certificate" >"$dir/dovecot.conf"
    (cd "$dir" && exec dovecot -F -c "$dir/dovecot.conf" >"$dir/dovecot.out" 2>&1) &
    echo $! >"$dir/dovecot.pid"
    wait_for_port "$imap_port" && wait_for_port "$imaps_port" && wait_for_port "$submission_port" &&
        wait_for_port "$lmtp_port"
}

dovecot_configuration() {
    local dir=$1 certificate=$2
    cat <<SETTINGS
base_dir = $dir/run
state_dir = $dir/state
log_path = $dir/dovecot.log
protocols = imap lmtp submission
listen = 127.0.0.1
ssl = yes
ssl_cert = <$certificate.pem
ssl_key = <$certificate.key
disable_plaintext_auth = no
auth_mechanisms = plain login
first_valid_uid = 1
mail_location = maildir:$dir/mail/%u/Maildir
mailbox_list_index = yes
hostname = mail.maison.example
default_client_limit = 200
default_vsz_limit = 1 G
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u $dir/users/%u
}
userdb {
  driver = passwd-file
  args = username_format=%u $dir/users/%u
  override_fields = uid=mail gid=mail home=$dir/mail/%u
}
namespace inbox {
  inbox = yes
  separator = /
  mailbox Sent {
    auto = subscribe
    special_use = \Sent
  }
}
service imap-login {
  inet_listener imap {
    port = $imap_port
  }
  inet_listener imaps {
    port = $imaps_port
    ssl = yes
  }
}
service submission-login {
  inet_listener submission {
    port = $submission_port
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = $lmtp_port
  }
}
submission_relay_host = 127.0.0.1
submission_relay_port = $smtp_port
submission_relay_trusted = yes
submission_max_mail_size = 200 M
SETTINGS
}


serve_expired() {
    local dir=$1 certificate=$2 port=$3
    (exec openssl s_server -quiet -accept "127.0.0.1:$port" -cert "$certificate.pem" -key "$certificate.key" \
        >"$dir/expired.out" 2>&1) &
    echo $! >"$dir/expired.pid"
    wait_for_port "$port"
}

stop_pid_file() {
    local file=$1 pid i
    [ -s "$file" ] || return 0
    pid=$(cat "$file")
    kill "$pid" 2>/dev/null || { rm -f "$file"; return 0; }
    for ((i = 0; i < 100; i++)); do
        kill -0 "$pid" 2>/dev/null || break
        sleep 0.1
    done
    kill -9 "$pid" 2>/dev/null || true
    rm -f "$file"
}

stop_dovecot() {
    stop_pid_file "$1/dovecot.pid"
    stop_pid_file "$1/expired.pid"
}

start_postfix() {
    local dir=$1
    mkdir -p "$dir/queue" "$dir/data"
    chmod 755 "$dir"
    chown postfix "$dir/data"
    postfix_main "$dir" >"$dir/main.cf"
    postfix_services >"$dir/master.cf"
    printf '%s\n' 'gone.example 550 5.1.1 Nobody of this name lives here' 'later.example 450 4.2.1 Not now' \
        >"$dir/access"
    postfix -c "$dir" start >"$dir/postfix.out" 2>&1
    wait_for_port "$smtp_port"
}

postfix_main() {
    local dir=$1
    cat <<SETTINGS
compatibility_level = 3.6
queue_directory = $dir/queue
data_directory = $dir/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
maillog_file = $dir/postfix.log
maillog_file_prefixes = $dir
myhostname = mx.maison.example
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_client_connection_rate_limit = 0
alias_maps =
alias_database =
local_recipient_maps =
virtual_mailbox_domains = $mail_domains
virtual_mailbox_maps = static:ok
virtual_transport = lmtp:inet:127.0.0.1:$lmtp_port
smtpd_recipient_restrictions = check_recipient_access texthash:$dir/access
message_size_limit = 200000000
mailbox_size_limit = 0
virtual_mailbox_limit = 0
smtputf8_enable = no
biff = no
SETTINGS
}

postfix_services() {
    cat <<SERVICES
127.0.0.1:$smtp_port inet n - n - - smtpd
pickup    unix n - n 60 1 pickup
cleanup   unix n - n - 0 cleanup
qmgr      unix n - n 300 1 qmgr
rewrite   unix - - n - - trivial-rewrite
bounce    unix - - n - 0 bounce
defer     unix - - n - 0 bounce
trace     unix - - n - 0 bounce
verify    unix - - n - 1 verify
flush     unix n - n 1000? 0 flush
proxymap  unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
smtp      unix - - n - - smtp
relay     unix - - n - - smtp
showq     unix n - n - - showq
error     unix - - n - - error
retry     unix - - n - - error
discard   unix - - n - - discard
lmtp      unix - - n - - lmtp
anvil     unix - - n - 1 anvil
scache    unix - - n - 1 scache
tlsmgr    unix - - n 1000? 1 tlsmgr
postlog   unix-dgram n - n - 1 postlogd
SERVICES
}

stop_postfix() {
    [ -f "$1/main.cf" ] || return 0
    postfix -c "$1" stop >>"$1/postfix.out" 2>&1 || true
}
