package wire

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
)

// A Connection is what a connection file says: where a kernel listens.
type Connection struct {
	Transport string `json:"transport"` // "tcp" or "ipc"
	IP        string `json:"ip"`        // an address, or the beginning of a path
	Scheme    string `json:"signature_scheme"`
	Key       Key    `json:"key"`
	Name      string `json:"kernel_name,omitempty"`
	Shell     int    `json:"shell_port"`
	Control   int    `json:"control_port"`
	Stdin     int    `json:"stdin_port"`
	IOPub     int    `json:"iopub_port"`
	Heartbeat int    `json:"hb_port"`
}

// ErrScheme is the error of a connection file that asks for another signature
// than ours.
var ErrScheme = errors.New("unknown signature scheme")

// ReadConnection reads a connection file.
func ReadConnection(path string) (Connection, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return Connection{}, fmt.Errorf("reading the connection file: %w", err)
	}
	var c Connection
	if err := json.Unmarshal(data, &c); err != nil {
		return Connection{}, fmt.Errorf("reading the connection file %s: %w", path, err)
	}
	if c.Key != "" && c.Scheme != "" && c.Scheme != "hmac-sha256" {
		return Connection{}, fmt.Errorf("reading the connection file %s: %w %q", path, ErrScheme, c.Scheme)
	}
	return c, nil
}

// Write writes the connection file at path, for its owner alone.
func (c Connection) Write(path string) error {
	data, err := json.MarshalIndent(c, "", "  ")
	if err != nil {
		return fmt.Errorf("encoding the connection file: %w", err)
	}
	if err := os.WriteFile(path, append(data, '\n'), 0o600); err != nil {
		return fmt.Errorf("writing the connection file: %w", err)
	}
	return nil
}

// Address is a port's address, as package net knows it.
func (c Connection) Address(port int) (network, address string) {
	if c.Transport == "ipc" {
		return "unix", c.IP + "-" + strconv.Itoa(port)
	}
	return "tcp", net.JoinHostPort(c.IP, strconv.Itoa(port))
}
