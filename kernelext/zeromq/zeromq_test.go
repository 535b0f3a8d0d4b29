package zeromq

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-zeromq/zmq4"
	"github.com/stretchr/testify/require"
)

// The clients are the library's own sockets, or bare connections that misbehave.

// router is one that answers each message with itself, turned to capitals.
func router(t *testing.T, limit int) (r *Router, address string) {
	t.Helper()
	var listening *Router
	ready := make(chan struct{})
	listening, err := ListenRouter("tcp", "127.0.0.1:0", limit, func(identity []byte, frames [][]byte) {
		<-ready
		for i := range frames {
			frames[i] = bytes.ToUpper(frames[i])
		}
		listening.Send(identity, frames)
	})
	require.NoError(t, err)
	close(ready)
	t.Cleanup(func() { require.NoError(t, listening.Close()) })
	return listening, listening.accept.Addr().String()
}

func dealer(t *testing.T, address, identity string) zmq4.Socket {
	t.Helper()
	socket := zmq4.NewDealer(t.Context(), zmq4.WithID(zmq4.SocketIdentity(identity)))
	require.NoError(t, socket.Dial("tcp://"+address))
	t.Cleanup(func() { _ = socket.Close() })
	return socket
}

func exchange(t *testing.T, socket zmq4.Socket, frames ...string) []string {
	t.Helper()
	require.NoError(t, socket.SendMulti(zmq4.NewMsgFromString(frames)))
	answer, err := socket.Recv()
	require.NoError(t, err)
	var texts []string
	for _, frame := range answer.Frames {
		texts = append(texts, string(frame))
	}
	return texts
}

func TestARouterAnswersEachOfItsClients(t *testing.T) {
	_, address := router(t, 1<<20)
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			socket := dealer(t, address, fmt.Sprint("client", i))
			for j := range 100 {
				require.Equal(t, []string{"A", "", fmt.Sprint(j)}, exchange(t, socket, "a", "", fmt.Sprint(j)))
			}
		})
	}
	wait.Wait()
	long := strings.Repeat("x", 1<<19)
	require.Equal(t, []string{strings.ToUpper(long)}, exchange(t, dealer(t, address, ""), long))
}

func TestAClientThatComesBackTakesItsOwnPlace(t *testing.T) {
	_, address := router(t, 1<<20)
	first := dealer(t, address, "same")
	require.Equal(t, []string{"1"}, exchange(t, first, "1"))
	second := dealer(t, address, "same")
	require.Equal(t, []string{"2"}, exchange(t, second, "2"))
	require.NoError(t, first.Close())
	require.Equal(t, []string{"3"}, exchange(t, second, "3"))
}

func bare(t *testing.T, address string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	require.NoError(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

// greeted is a bare connection after the handshake, as a socket of some type.
func greeted(t *testing.T, address, kind string) net.Conn {
	t.Helper()
	conn := bare(t, address)
	hello := make([]byte, greeting)
	hello[0], hello[9], hello[10] = 0xff, 0x7f, 3
	copy(hello[12:], "NULL")
	ready := "\x05READY\x0bSocket-Type\x00\x00\x00" + string(byte(len(kind))) + kind
	_, err := conn.Write(append(append(hello, 4, byte(len(ready))), ready...))
	require.NoError(t, err)
	header := make([]byte, greeting+2)
	_, err = io.ReadFull(conn, header)
	require.NoError(t, err)
	_, err = io.ReadFull(conn, make([]byte, header[greeting+1]))
	require.NoError(t, err)
	return conn
}

// closes waits for the other end to give the connection up.
func closes(t *testing.T, conn net.Conn) {
	t.Helper()
	require.NoError(t, conn.SetReadDeadline(time.Now().Add(time.Minute)))
	_, err := io.Copy(io.Discard, conn)
	require.NotErrorIs(t, err, os.ErrDeadlineExceeded, "still connected")
}

func TestWhoMisbehavesDisturbsNobody(t *testing.T) {
	_, address := router(t, 1<<20)
	long := func(size uint64) []byte { return binary.BigEndian.AppendUint64([]byte{2}, size) }
	for name, misbehave := range map[string]func(t *testing.T){
		"says nothing": func(t *testing.T) { bare(t, address) },
		"speaks HTTP": func(t *testing.T) {
			fmt.Fprint(bare(t, address), "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"+strings.Repeat("x", 100))
		},
		"stops in the handshake": func(t *testing.T) { fmt.Fprint(bare(t, address), "\xff") },
		"leaves in a frame": func(t *testing.T) {
			conn := greeted(t, address, "DEALER")
			_, err := conn.Write(append(long(1000), "half"...))
			require.NoError(t, err)
			require.NoError(t, conn.Close())
		},
		"stops in a frame": func(t *testing.T) { _, _ = greeted(t, address, "DEALER").Write(append(long(1000), "half"...)) },
		"announces more than there is memory": func(t *testing.T) {
			conn := greeted(t, address, "DEALER")
			_, _ = conn.Write(long(1 << 62))
			closes(t, conn)
		},
		"announces a negative size": func(t *testing.T) {
			conn := greeted(t, address, "DEALER")
			_, _ = conn.Write(long(1<<64 - 1))
			closes(t, conn)
		},
		"never ends a message": func(t *testing.T) {
			conn := greeted(t, address, "DEALER")
			_, _ = conn.Write(bytes.Repeat([]byte{1, 0}, 1<<20))
			closes(t, conn)
		},
		"sends a command": func(t *testing.T) {
			conn := greeted(t, address, "DEALER")
			_, _ = conn.Write([]byte("\x04\x05\x04PING"))
			closes(t, conn)
		},
	} {
		t.Run(name, func(t *testing.T) {
			misbehave(t)
			require.Equal(t, []string{"A"}, exchange(t, dealer(t, address, ""), "a"))
		})
	}
}

func FuzzAGuardFollowsFrames(f *testing.F) {
	f.Add(append(make([]byte, greeting), "\x01\x02ab\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x01a"...), uint8(3))
	f.Add(append(make([]byte, greeting), "\x02\xff\xff\xff\xff\xff\xff\xff\xff"...), uint8(1))
	f.Fuzz(func(t *testing.T, stream []byte, step uint8) {
		// However it is cut, a stream is judged the same.
		whole, pieces := newGuard(nil, 1000), newGuard(nil, 1000)
		want := whole.follow(stream)
		var got error
		for rest := stream; len(rest) > 0 && got == nil; {
			n := min(int(step)+1, len(rest))
			got = pieces.follow(rest[:n])
			rest = rest[n:]
		}
		require.Equal(t, want, got)
	})
}

func subscriber(t *testing.T, address, topic string) zmq4.Socket {
	t.Helper()
	socket := zmq4.NewSub(t.Context())
	require.NoError(t, socket.Dial("tcp://"+address))
	require.NoError(t, socket.SetOption(zmq4.OptionSubscribe, topic))
	t.Cleanup(func() { _ = socket.Close() })
	return socket
}

// publisher is one that greets each subscriber, so that a test knows when it is
// subscribed.
func publisher(t *testing.T) (p *Publisher, address string) {
	t.Helper()
	p, err := ListenPublisher("tcp", "127.0.0.1:0", func(_ []byte, send func([][]byte)) { send([][]byte{[]byte("hello")}) })
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, p.Close()) })
	return p, p.accept.Addr().String()
}

func hear(t *testing.T, socket zmq4.Socket) string {
	t.Helper()
	m, err := socket.Recv()
	require.NoError(t, err)
	return string(bytes.Join(m.Frames, []byte(" ")))
}

func TestAPublisherTellsThoseWhoSubscribed(t *testing.T) {
	p, address := publisher(t)
	all, some := subscriber(t, address, ""), subscriber(t, address, "b.")
	require.Equal(t, "hello", hear(t, all))
	require.Equal(t, "hello", hear(t, some))
	for _, topic := range []string{"a.1", "b.2", "c.3"} {
		p.Publish([][]byte{[]byte(topic), []byte("x")})
	}
	require.Equal(t, "a.1 x", hear(t, all))
	require.Equal(t, "b.2 x", hear(t, all))
	require.Equal(t, "c.3 x", hear(t, all))
	require.Equal(t, "b.2 x", hear(t, some))
	require.NoError(t, some.SetOption(zmq4.OptionUnsubscribe, "b."))
	require.NoError(t, some.SetOption(zmq4.OptionSubscribe, "d"))
	require.Equal(t, "hello", hear(t, some))
	p.Publish([][]byte{[]byte("b.4")})
	p.Publish([][]byte{[]byte("d.5")})
	require.Equal(t, "d.5", hear(t, some))
}

func TestASubscriberThatDoesNotReadBlocksNobodyAndIsLetGo(t *testing.T) {
	p, address := publisher(t)
	reads := subscriber(t, address, "")
	require.Equal(t, "hello", hear(t, reads))
	stalled := greeted(t, address, "SUB")
	_, err := stalled.Write([]byte{0, 1, 1}) // subscribe to all, and read no more
	require.NoError(t, err)
	_, err = io.ReadFull(stalled, make([]byte, len("\x00\x05hello")))
	require.NoError(t, err)
	block := bytes.Repeat([]byte("x"), 8<<20)
	for range maxQueue/len(block) + 8 {
		p.Publish([][]byte{[]byte("t"), block})
		m, err := reads.Recv()
		require.NoError(t, err)
		require.Len(t, m.Frames[1], len(block))
	}
	p.mu.Lock()
	known := len(p.topics)
	p.mu.Unlock()
	require.LessOrEqual(t, known, 2)
	closes(t, stalled)
}

func TestAHeartbeatComesBack(t *testing.T) {
	echo, err := ListenEcho("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer func() { _ = echo.Close() }()
	for range 2 {
		socket := zmq4.NewReq(t.Context())
		require.NoError(t, socket.Dial("tcp://"+echo.accept.Addr().String()))
		for range 3 {
			require.NoError(t, socket.Send(zmq4.NewMsgString("ping")))
			m, err := socket.Recv()
			require.NoError(t, err)
			require.Equal(t, "ping", string(m.Frames[0]))
		}
		require.NoError(t, socket.Close())
	}
}

func TestLinksSpeakWithTheLibrarysSockets(t *testing.T) {
	address := "ipc://" + t.TempDir() + "/r"
	theirs := zmq4.NewRouter(t.Context())
	require.NoError(t, theirs.Listen(address))
	defer func() { _ = theirs.Close() }()
	heard := make(chan [][]byte, 10)
	link, err := DialDealer(t.Context(), "unix", strings.TrimPrefix(address, "ipc://"), "me", 1000, func(frames [][]byte) { heard <- frames })
	require.NoError(t, err)
	link.Send([][]byte{[]byte("a"), []byte("b")})
	m, err := theirs.Recv()
	require.NoError(t, err)
	require.Equal(t, [][]byte{[]byte("me"), []byte("a"), []byte("b")}, m.Frames)
	require.NoError(t, theirs.SendMulti(m))
	require.Equal(t, m.Frames[1:], <-heard)
	link.Close()
	<-link.Gone()
	_, err = DialDealer(t.Context(), "unix", t.TempDir()+"/none", "me", 1000, nil)
	require.Error(t, err)

	pub := zmq4.NewPub(t.Context())
	require.NoError(t, pub.Listen(address+"p"))
	defer func() { _ = pub.Close() }()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	link, err = DialSubscriber(ctx, "unix", strings.TrimPrefix(address, "ipc://")+"p", 1000, func(frames [][]byte) { heard <- frames })
	require.NoError(t, err)
	defer link.Close()
	for received := false; !received; { // until the subscription has arrived
		require.NoError(t, pub.Send(zmq4.NewMsgString("news")))
		select {
		case frames := <-heard:
			require.Equal(t, "news", string(frames[0]))
			received = true
		case <-time.After(time.Millisecond):
		}
	}
}

func TestWhatWasSentBeforeTheEndArrives(t *testing.T) {
	r, address := router(t, 64<<20)
	socket := dealer(t, address, "me")
	require.Equal(t, []string{"A"}, exchange(t, socket, "a"))
	big := bytes.Repeat([]byte("x"), 8<<20)
	r.Send([]byte("me"), [][]byte{big})
	received := make(chan int, 1)
	go func() {
		m, err := socket.Recv()
		if err != nil {
			received <- -1
			return
		}
		received <- len(m.Frames[0])
	}()
	r.Drain(time.Minute)
	r.peer("me").close()
	require.Equal(t, len(big), <-received)
}

func BenchmarkRoundTrip(b *testing.B) {
	var r *Router
	ready := make(chan struct{})
	r, err := ListenRouter("tcp", "127.0.0.1:0", 1<<20, func(identity []byte, frames [][]byte) {
		<-ready
		r.Send(identity, frames)
	})
	require.NoError(b, err)
	close(ready)
	defer func() { _ = r.Close() }()
	back := make(chan struct{})
	link, err := DialDealer(b.Context(), "tcp", r.accept.Addr().String(), "me", 1<<20, func([][]byte) { back <- struct{}{} })
	require.NoError(b, err)
	defer link.Close()
	message := [][]byte{[]byte("<IDS|MSG>"), make([]byte, 64), make([]byte, 200), make([]byte, 200), make([]byte, 2), make([]byte, 300)}
	for b.Loop() {
		link.Send(message)
		<-back
	}
}
