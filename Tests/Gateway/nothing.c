// A milter that does nothing: it takes all that a milter which reads mails is told, and accepts each mail.
// What mails a second are lost with it is what the protocol itself costs. Usage: nothing SOCKET

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { connections = 1024, room = 1 << 17 };

static struct {
    unsigned char bytes[room];
    size_t count;
} waiting[connections];

static void negotiate(int connection) {
    // Version 6; header fields may be added and changed, mails held; the steps that sluiced agrees upon.
    const uint32_t numbers[] = {htonl(6), htonl(0x31), htonl(0x19D5C2)};
    unsigned char reply[17] = {0, 0, 0, 13, 'O'};
    memcpy(reply + 5, numbers, sizeof numbers);
    (void)!write(connection, reply, sizeof reply);
}

// Answers whole packets; false where the connection is over.
static int answer(int connection) {
    unsigned char *bytes = waiting[connection].bytes;
    size_t count = waiting[connection].count, place = 0;
    while (count - place >= 5) {
        uint32_t length;
        memcpy(&length, bytes + place, 4);
        length = ntohl(length);
        if (count - place < 4 + (size_t)length) break;
        switch (bytes[place + 4]) {
        case 'O': negotiate(connection); break;
        case 'E': (void)!write(connection, "\0\0\0\1a", 5); break;
        case 'Q': return 0;
        }
        place += 4 + length;
    }
    memmove(bytes, bytes + place, count - place);
    waiting[connection].count = count - place;
    return 1;
}

static int receive(int connection) {
    unsigned char *end = waiting[connection].bytes + waiting[connection].count;
    ssize_t count = read(connection, end, room - waiting[connection].count);
    if (count <= 0) return 0;
    waiting[connection].count += (size_t)count;
    return answer(connection);
}

static void watch(int events, int file) {
    struct epoll_event event = {.events = EPOLLIN, .data = {.fd = file}};
    epoll_ctl(events, EPOLL_CTL_ADD, file, &event);
}

int main(int count, char **arguments) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (count != 2 || strlen(arguments[1]) >= sizeof address.sun_path) return 64;
    strcpy(address.sun_path, arguments[1]);
    int listener = socket(AF_UNIX, SOCK_STREAM, 0), events = epoll_create1(0);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, connections)) return 71;
    chmod(arguments[1], 0666);
    watch(events, listener);
    for (;;) {
        struct epoll_event ready[64];
        int number = epoll_wait(events, ready, 64, -1);
        for (int index = 0; index < number; index++) {
            int file = ready[index].data.fd;
            if (file == listener) {
                int connection = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
                if (connection < 0) continue;
                if (connection >= connections) { close(connection); continue; }
                waiting[connection].count = 0;
                watch(events, connection);
            } else if (!receive(file)) {
                close(file);
            }
        }
    }
}
