package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/stretchr/testify/require"

	"cahiers/kernelext/install"
	"cahiers/kernelext/install/installtest"
	"cahiers/kernelext/lab"
)

// cahiers runs a command line in this process.
func cahiers(t *testing.T, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	status = run(t.Context(), args, &out, &err)
	return status, out.String(), err.String()
}

func TestWithoutCommandItSaysHowToStart(t *testing.T) {
	status, out, _ := cahiers(t)
	require.Zero(t, status)
	require.Contains(t, out, "go run ./kernelext lab")
}

// English words that cobra and pflag put into a help text of their own accord.
var english = regexp.MustCompile(`(?i)\b(usage|flags?|available|commands?|help for|use "|default|string|int|duration|stringarray|aliases|examples|global)\b`)

func TestAllHelpIsFrench(t *testing.T) {
	var check func(cmd *cobra.Command, path []string)
	check = func(cmd *cobra.Command, path []string) {
		status, out, stderr := cahiers(t, append(path, "--help")...)
		require.Zero(t, status, stderr)
		require.Empty(t, english.FindAllString(out, -1), "help of %v:\n%s", path, out)
		require.Contains(t, out, "Utilisation")
		for _, sub := range cmd.Commands() {
			check(sub, append(path, sub.Name()))
		}
	}
	check(newRootCommand(), nil)
}

func TestAWrongCommandLineIsExplained(t *testing.T) {
	for _, test := range []struct {
		args string
		says string
	}{
		{"vrsion", "« vrsion » n’existe pas. Vouliez-vous dire « version » ?"},
		{"xyzzy", "« xyzzy » n’existe pas\n"},
		{"help xyzzy", "« xyzzy » n’existe pas"},
		{"lab --prot 1", "« --prot » n’existe pas"},
		{"lab -x", "« -x » n’existe pas"},
		{"lab --port", "« --port » demande une valeur"},
		{"lab --port midi", "« midi » n’est pas une valeur possible de l’option « --port »"},
		{"version maintenant", "argument inattendu : « maintenant »"},
	} {
		t.Run(test.args, func(t *testing.T) {
			status, out, stderr := cahiers(t, strings.Fields(test.args)...)
			require.Equal(t, exitUsage, status)
			require.Empty(t, out)
			require.Contains(t, plainSpaces(stderr), test.says)
			require.Contains(t, stderr, "--help")
		})
	}
}

// plainSpaces lets a test be read: the no-break spaces are the proofreader's.
func plainSpaces(s string) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(s)
}

func TestOutsideOfACloneItSaysSo(t *testing.T) {
	t.Chdir(t.TempDir())
	status, _, stderr := cahiers(t, "doctor")
	require.Equal(t, exitFailure, status)
	require.Contains(t, stderr, "Placez-vous dans le dossier cloné")
}

func TestDoctorOnAMachineThatHasAll(t *testing.T) {
	installtest.Layout(t)
	status, out, stderr := cahiers(t, "doctor", "--json")
	var report struct {
		Healthy  bool
		Findings []struct{ Name, Status, Detail, Advice string }
	}
	require.NoError(t, json.Unmarshal([]byte(out), &report))
	require.Zero(t, status, "%s%s", out, stderr)
	require.True(t, report.Healthy)
	require.Greater(t, len(report.Findings), 10)
}

func TestDoctorWhereNothingIsSetUp(t *testing.T) {
	// A clone that is only its files.
	root := t.TempDir()
	here, err := install.FindRoot(".")
	require.NoError(t, err)
	require.NoError(t, os.CopyFS(root+"/kernelext", os.DirFS(here+"/kernelext")))
	require.NoError(t, os.CopyFS(root+"/helpers", os.DirFS(here+"/helpers")))
	for _, name := range []string{"go.mod", "go.sum"} {
		data, err := os.ReadFile(here + "/" + name)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(root+"/"+name, data, 0o600))
	}
	t.Setenv(install.RootVariable, root)
	status, out, _ := cahiers(t, "doctor")
	require.Equal(t, exitFailure, status)
	require.Contains(t, out, "✗ GoNB")
	require.Contains(t, out, "→ go run ./kernelext install")
	require.NoDirExists(t, root+"/.cahiers", "doctor changes nothing")
}

func TestABusyPortIsRefused(t *testing.T) {
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer func() { require.NoError(t, busy.Close()) }()
	_, port, err := net.SplitHostPort(busy.Addr().String())
	require.NoError(t, err)
	installtest.Layout(t)
	status, _, stderr := cahiers(t, "lab", "--no-browser", "--port", port)
	require.Equal(t, exitFailure, status)
	require.Contains(t, stderr, "Le port "+port+" est déjà pris")
	require.Contains(t, stderr, "--port")
}

// A server is a `cahiers lab` started as a user does.
type server struct {
	cmd     *exec.Cmd
	address *url.URL
	mark    string // in the environment of all that descends from it
}

func startLab(t *testing.T, args ...string) *server {
	t.Helper()
	l := installtest.Layout(t)
	s := &server{mark: "CAHIERS_TEST_LAB=" + rand.Text()}
	s.cmd = exec.Command(l.Cahiers(), append([]string{"lab", "--no-browser"}, args...)...)
	s.cmd.Env = append(os.Environ(), s.mark)
	var stderr bytes.Buffer
	s.cmd.Stderr = &stderr
	out, err := s.cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, s.cmd.Start())
	t.Cleanup(func() { _ = s.cmd.Process.Kill() })
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if line := strings.TrimSpace(lines.Text()); strings.HasPrefix(line, "http") {
			s.address, err = url.Parse(line)
			require.NoError(t, err)
			return s
		}
	}
	require.FailNow(t, "lab has ended", stderr.String())
	return nil
}

// api asks the server's REST interface, and decodes its answer into what.
func (s *server) api(t *testing.T, method, path, body string, what any) {
	t.Helper()
	address := url.URL{Scheme: "http", Host: s.address.Host, Path: path}
	r, err := http.NewRequestWithContext(t.Context(), method, address.String(), strings.NewReader(body))
	require.NoError(t, err)
	r.Header.Set("Authorization", "token "+s.address.Query().Get("token"))
	response, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	defer response.Body.Close()
	require.Less(t, response.StatusCode, 300, path)
	require.NoError(t, json.NewDecoder(response.Body).Decode(what))
}

// gone waits until nothing that descends from the server is left.
func (s *server) gone(t *testing.T) {
	t.Helper()
	require.Eventually(t, func() bool { return len(marked(t, s.mark)) == 0 }, 30*time.Second, 50*time.Millisecond,
		"processes outlive the server")
}

// marked lists the processes that have mark in their environment.
func marked(t *testing.T, mark string) []string {
	t.Helper()
	out, err := exec.Command("ps", "axeww", "-o", "pid=,args=").Output()
	require.NoError(t, err)
	var found []string
	for line := range strings.Lines(string(out)) {
		if strings.Contains(line, mark) {
			found = append(found, line)
		}
	}
	return found
}

func TestLabServesTheCourseAndEndsWithAllItsKernels(t *testing.T) {
	for name, end := range map[string]struct {
		signal os.Signal
		status int
	}{
		"Ctrl-C":  {os.Interrupt, exitInterrupted},
		"kill -9": {os.Kill, -1},
	} {
		t.Run(name, func(t *testing.T) {
			s := startLab(t)
			require.Equal(t, lab.Loopback, s.address.Hostname())
			require.Equal(t, "/lab/tree/00-accueil.ipynb", s.address.Path)

			var specs struct {
				Kernelspecs map[string]struct {
					Spec struct {
						DisplayName string `json:"display_name"`
					}
					Resources map[string]string
				}
			}
			s.api(t, http.MethodGet, "/api/kernelspecs", "", &specs)
			require.Len(t, specs.Kernelspecs, 1, "no other kernel to choose by mistake")
			spec := specs.Kernelspecs[install.KernelName]
			require.Equal(t, install.KernelTitle, spec.Spec.DisplayName)
			require.Contains(t, spec.Resources, "logo-svg")

			var folder struct{ Content []struct{ Name string } }
			s.api(t, http.MethodGet, "/api/contents", "", &folder)
			var names []string
			for _, file := range folder.Content {
				names = append(names, file.Name)
			}
			require.Contains(t, names, "00-accueil.ipynb")
			require.NotContains(t, names, "images", "the file browser shows the notebooks, and no more")

			var settings struct {
				Schema struct {
					Properties struct{ Locale struct{ Default string } }
				}
			}
			s.api(t, http.MethodGet, "/lab/api/settings/@jupyterlab/translation-extension:plugin", "", &settings)
			require.Equal(t, "fr_FR", settings.Schema.Properties.Locale.Default)

			var kernel struct{ ID string }
			s.api(t, http.MethodPost, "/api/kernels", `{"name": "`+install.KernelName+`"}`, &kernel)
			require.NotEmpty(t, kernel.ID)
			require.Greater(t, len(marked(t, s.mark)), 2, "lab, the server and the kernel")

			require.NoError(t, s.cmd.Process.Signal(end.signal))
			err := s.cmd.Wait()
			var exit *exec.ExitError
			require.ErrorAs(t, err, &exit)
			require.Equal(t, end.status, exit.ExitCode())
			s.gone(t)
		})
	}
}

func TestTwoLabsAtOnceTakeTwoPorts(t *testing.T) {
	one, two := startLab(t), startLab(t)
	require.NotEqual(t, one.address.Port(), two.address.Port())
	for _, s := range []*server{one, two} {
		require.NoError(t, s.cmd.Process.Signal(syscall.SIGTERM))
		require.Error(t, s.cmd.Wait())
		s.gone(t)
	}
}

func TestAnInterruptedCommandEndsWith130(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, stderr bytes.Buffer
	require.Equal(t, exitInterrupted, run(ctx, []string{"install"}, &out, &stderr))
	require.Contains(t, stderr.String(), "Interrompu")
}
