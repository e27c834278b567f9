// This file owns the configuration file: where it is, reading it, and `dogear config`.

package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/adrg/xdg"
	"github.com/spf13/cobra"

	"dogear/store"
	"dogear/ui"
)

// configPath is where the configuration is: --config, DOGEAR_CONFIG, or the folder for the user's configuration. A file
// that was named has to be there; it is empty where there is no such folder.
func (a *app) configPath() (path string, named bool) {
	for _, p := range []string{a.config, a.Getenv("DOGEAR_CONFIG")} {
		if p != "" {
			return p, true
		}
	}
	// Without a home, xdg would fall back to the root of the file system.
	if _, err := os.UserHomeDir(); err != nil && a.Getenv("XDG_CONFIG_HOME") == "" && runtime.GOOS != "windows" {
		return "", false
	}
	return filepath.Join(xdg.ConfigHome, "dogear", "config.toml"), false
}

// readConfig reads the configuration. An error that is about what it says is a ui.ConfigError. There reports whether there
// is a file.
func (a *app) readConfig(ctx context.Context) (c *ui.Config, path string, there bool, err error) {
	path, named := a.configPath()
	text, err := configText(path)
	if errors.Is(err, fs.ErrNotExist) && !named {
		text, err = nil, nil
	} else {
		there = true
	}
	if err != nil {
		return nil, path, there, fmt.Errorf("reading the configuration: %w", err)
	}
	c, err = ui.ParseConfig(path, text, a.Getenv, func() []string { return a.ownViews(ctx) })
	return c, path, there, err
}

// checkConfigPath reports that a configuration file that was named cannot be read, whatever the command needs of it.
func (a *app) checkConfigPath() error {
	path, named := a.configPath()
	if !named {
		return nil
	}
	f, err := openConfig(path)
	if err == nil {
		return f.Close()
	}
	from := "DOGEAR_CONFIG"
	if a.config != "" {
		from = "--config"
	}
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no configuration file %[1]s (from %[2]s)\nTo create one: dogear config --example > %[1]s", shown(path), from)
	}
	return fmt.Errorf("reading the configuration (from %s): %w", from, err)
}

// configText is the text of the file.
func configText(path string) ([]byte, error) {
	f, err := openConfig(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	return io.ReadAll(io.LimitReader(f, ui.MaxConfig+1))
}

// openConfig opens the file. A pipe is refused: it would wait for somebody who writes.
func openConfig(path string) (*os.File, error) {
	if path == "" {
		return nil, fs.ErrNotExist
	}
	if st, err := os.Stat(path); err == nil && !st.Mode().IsRegular() && path != os.DevNull {
		return nil, fmt.Errorf("%s is not a regular file", shown(path))
	}
	return os.Open(path) //nolint:gosec // the reader's own configuration
}

// ownViews are the names of the views in the library. A library that cannot be read is for others to complain of.
func (a *app) ownViews(ctx context.Context) []string {
	path, err := a.path()
	if err != nil {
		return nil
	}
	lib, err := store.Open(ctx, path, a.upgrades())
	if err != nil {
		return nil
	}
	defer func() { _ = lib.Close() }()
	var names []string
	views, _ := lib.Views(ctx)
	for _, v := range views {
		names = append(names, v.Name)
	}
	return names
}

func (a *app) configCommand() *cobra.Command {
	var check, example, asJSON bool
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Print or check the configuration",
		Long: `Print the current configuration as TOML, with the origin of each value: the default, a
line of the file, or an environment variable.

The file is dogear/config.toml in your configuration folder, unless --config or
DOGEAR_CONFIG names another. The variables DOGEAR_THEME, DOGEAR_DATE, DOGEAR_VIEW,
DOGEAR_SORT, DOGEAR_HEADINGS and DOGEAR_COPY override the file.`,
		Example: `  dogear config --check
  dogear config --example > ~/.config/dogear/config.toml`,
		Args: arguments(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if check && asJSON || example && (check || asJSON) {
				return usagef("--check, --example and --json cannot be used together")
			}
			if example {
				_, err := io.WriteString(a.out, ui.ConfigExample)
				return err
			}
			c, path, there, err := a.readConfig(cmd.Context())
			if err != nil {
				return configError(err)
			}
			for _, o := range c.Outdated() {
				a.err.printf("%s\n", o)
			}
			switch {
			case check && there:
				a.out.printf("%s: no mistakes\n", path)
				return nil
			case check:
				a.out.printf("no mistakes: %s\n", noFile(path))
				return nil
			case asJSON:
				return a.configJSON(c)
			}
			return a.printConfig(c, path, there)
		},
	}
	cmd.Flags().BoolVar(&check, "check", false, "report every mistake in the file, with its line")
	cmd.Flags().BoolVar(&example, "example", false, "print a commented example with all settings")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON Lines: setting, value, from")
	return cmd
}

// configError is how mistakes are told: each on a line of its own.
func configError(err error) error {
	var mistakes ui.ConfigError
	if errors.As(err, &mistakes) {
		return fmt.Errorf("%s in the configuration:\n%w", store.Plural(len(mistakes), "mistake"), err)
	}
	return err
}

func noFile(path string) string {
	if path == "" {
		return "there is no configuration file: HOME, --config and DOGEAR_CONFIG are not set"
	}
	return "there is no configuration file " + path
}

func (a *app) printConfig(c *ui.Config, path string, there bool) error {
	if there {
		a.out.printf("# %s\n", path)
	} else {
		a.out.printf("# %s; `dogear config --example` prints one to start from\n", noFile(path))
	}
	return c.Write(a.out)
}

func (a *app) configJSON(c *ui.Config) error {
	lines := newJSONLines(a.out)
	for _, v := range c.Values() {
		if err := lines.write(v); err != nil {
			return err
		}
	}
	return nil
}
