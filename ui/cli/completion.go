// This file owns `dogear completion`: the scripts that shells complete with. complete.go owns what they are offered.

package cli

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
)

// A shell is one that dogear writes a script for.
type shell struct {
	name, load, install string
	script              func(root *cobra.Command, w io.Writer) error
	changes             []string // of cobra's script: what stands there, and what is to
}

// shells are the shells. A paper is found by words of its title, and its number does not contain them: bash and zsh can be
// told to take such a candidate all the same, if no other begins with what is typed. The others cannot, and ask for titles.
func shells() []shell {
	return []shell{
		{
			"bash", "source <(dogear completion bash)", "dogear completion bash > ~/.local/share/bash-completion/completions/dogear",
			func(root *cobra.Command, w io.Writer) error { return root.GenBashCompletionV2(w, true) },
			[]string{
				"        # Only consider the completions that match\n        [[ $comp == \"$cur\"* ]] || continue\n",
				"        [[ $comp == \"$cur\"* ]] || other=1\n",
				"    local longest=0\n", "    local longest=0 other=\n",
				// Several papers, found by words: what their numbers have in common must not replace the words.
				"        # Format the descriptions\n", "        [[ -z $other ]] || COMPREPLY+=(\" \")\n        # Format the descriptions\n",
			},
		},
		{
			"zsh", "source <(dogear completion zsh)", "dogear completion zsh > ~/.zfunc/_dogear   # with fpath+=~/.zfunc before compinit in .zshrc",
			func(root *cobra.Command, w io.Writer) error { return root.GenZshCompletion(w) },
			[]string{"        if eval _describe $keepOrder \"completions\" completions $flagPrefix $noSpace; then\n", zshAnyway},
		},
		{
			"fish", "dogear completion fish | source", "dogear completion fish > ~/.config/fish/completions/dogear.fish",
			func(root *cobra.Command, w io.Writer) error { return root.GenFishCompletion(w, true) },
			[]string{`"DOGEAR_ACTIVE_HELP=0 `, `"` + wholeTitles + `=1 DOGEAR_ACTIVE_HELP=0 `},
		},
		{
			"powershell", "dogear completion powershell | Out-String | Invoke-Expression", "dogear completion powershell >> $PROFILE",
			func(root *cobra.Command, w io.Writer) error { return root.GenPowerShellCompletionWithDesc(w) },
			[]string{
				"    ${env:DOGEAR_ACTIVE_HELP}=0\n", "    ${env:DOGEAR_ACTIVE_HELP}=0\n    ${env:" + wholeTitles + "}=1\n",
				`$_.Name -like "$WordToComplete*"`, `$_.Name -like "*$WordToComplete*"`,
			},
		},
	}
}

// zshAnyway takes candidates that do not begin with what is typed. Several are listed, and leave it as it is.
const zshAnyway = `        local other=
        local -a plain=("${completions[@]//\\:/:}")
        [[ -n "$flagPrefix" || -n "${plain[(r)${(b)PREFIX}*]}" ]] || other=-U
        if eval _describe $keepOrder "completions" completions $flagPrefix $noSpace $other; then
            [[ -z "$other" || $compstate[nmatches] -eq 1 ]] || compstate[insert]=
`

func (a *app) completionCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "completion",
		Short: "Print a shell completion script",
		Long: `Print a script with which your shell completes commands, flags, queries, tags, views,
formats, and papers by number, arXiv id or words of their title.`,
		Example: "  source <(dogear completion bash)\n  dogear completion fish | source",
		Args:    noSuchCommand,
		RunE: func(*cobra.Command, []string) error {
			return usagef("missing argument: want a shell: bash, zsh, fish or powershell")
		},
	}
	needs := map[string]string{"bash": " The script needs the package bash-completion."}
	for _, sh := range shells() {
		cmd.AddCommand(&cobra.Command{
			Use:               sh.name,
			Short:             "Print the completion script for " + sh.name,
			Long:              "Print the completion script for " + sh.name + ". The first example loads it into the current session,\nthe second installs it for all sessions." + needs[sh.name],
			Example:           "  " + sh.load + "\n  " + sh.install,
			Args:              arguments(0, 0, ""),
			ValidArgsFunction: cobra.NoFileCompletions,
			RunE: func(cmd *cobra.Command, _ []string) error {
				script, err := sh.write(cmd.Root())
				if err == nil {
					_, err = io.WriteString(a.out, script)
				}
				return err
			},
		})
	}
	return cmd
}

// write is the script. That a change does not fit means that cobra's script has become another one.
func (sh *shell) write(root *cobra.Command) (string, error) {
	var b bytes.Buffer
	if err := sh.script(root, &b); err != nil {
		return "", fmt.Errorf("making the script: %w", err)
	}
	script := b.String()
	for i := 0; i+1 < len(sh.changes); i += 2 {
		if !strings.Contains(script, sh.changes[i]) {
			return "", fmt.Errorf("making the script for %s: it has no %q", sh.name, sh.changes[i])
		}
		script = strings.Replace(script, sh.changes[i], sh.changes[i+1], 1)
	}
	return script, nil
}
