package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"cahiers/kernelext/install"
)

// Exit statuses, documented in the help.
const (
	exitOK          = 0
	exitFailure     = 1   // what was asked for could not be done
	exitUsage       = 2   // the command line is wrong
	exitInterrupted = 130 // by the user, as shells number it
)

// usageError is a command line that cannot be understood.
type usageError struct {
	command *cobra.Command
	err     error
}

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

// run does what the command line asks and returns the exit status.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	root := newRootCommand()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	var usage *usageError
	switch {
	case err == nil:
		return exitOK
	case install.IsInterrupted(err) || ctx.Err() != nil:
		fmt.Fprintln(stderr, msgInterrupted)
		return exitInterrupted
	case errors.As(err, &usage):
		fmt.Fprintln(stderr, msgUsage(usage.err, usage.command))
		return exitUsage
	case errors.Is(err, errSaid):
		return exitFailure
	default:
		fmt.Fprintln(stderr, msgError(err))
		return exitFailure
	}
}

// errSaid is a failure about which the command has told the user all there is.
var errSaid = errors.New("failure already reported")

func newRootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:                        "cahiers",
		Short:                      shortRoot,
		Long:                       longRoot,
		SilenceUsage:               true,
		SuggestionsMinimumDistance: 2,
		SilenceErrors:              true,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return &usageError{cmd, errUnknownCommand(args[0], cmd.SuggestionsFor(args[0]))}
		},
		RunE:              func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		// What a user types: nothing puts cahiers in their PATH.
		Annotations: map[string]string{cobra.CommandDisplayNameAnnotation: "go run ./kernelext"},
	}
	root.AddCommand(
		newLabCommand(),
		newRunCommand(),
		newExportCommand(),
		newDemoCommand(),
		newInstallCommand(),
		newDoctorCommand(),
		newBenchCommand(),
		newVersionCommand(),
		newNotebookCommand(),
	)
	speakFrench(root)
	return root
}

// speakFrench replaces what cobra says in English.
func speakFrench(root *cobra.Command) {
	root.SetUsageTemplate(usageTemplate)
	root.SetHelpTemplate(helpTemplate)
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return &usageError{cmd, errFlag(err)}
	})
	root.SetHelpCommand(&cobra.Command{
		Use:   "help [commande]",
		Short: shortHelp,
		RunE: func(cmd *cobra.Command, args []string) error {
			about, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return &usageError{cmd, errUnknownCommand(strings.Join(args, " "), nil)}
			}
			return about.Help()
		},
	})
	frenchFlags(root)
}

// frenchFlags says in French what cobra and pflag would say of the options of
// cmd and its subcommands.
func frenchFlags(cmd *cobra.Command) {
	cmd.InitDefaultHelpFlag()
	cmd.Flags().Lookup("help").Usage = flagHelp
	cmd.DisableFlagsInUseLine = true // the usage template says [options]
	zero := map[string]string{"int": "0", "duration": "0s"}
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		switch f.DefValue {
		case "", "0", "0s", "false", "[]":
		default:
			// DefValue is for the help alone, and pflag omits that of a zero.
			f.Usage = msgDefault(f.Usage, f.DefValue)
			f.DefValue = zero[f.Value.Type()]
		}
	})
	for _, sub := range cmd.Commands() {
		frenchFlags(sub)
	}
}

// noArguments is cobra.NoArgs in French.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return &usageError{cmd, errUnexpectedArgument(args[0])}
}
