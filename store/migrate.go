// This file owns the schema's versions: numbered SQL files, each applied whole in a transaction of its own.

package store

import (
	"context"
	"embed"
	"fmt"
	"sync"
)

//go:embed schema/*.sql
var schemaFiles embed.FS

// migrations are the schema files in order: the N-th makes version N out of version N-1.
var migrations = sync.OnceValue(func() []string {
	entries, err := schemaFiles.ReadDir("schema")
	if err != nil {
		panic(err) // embedded: it is there or the program was not built
	}
	var all []string
	for _, e := range entries { // ReadDir sorts by name
		text, err := schemaFiles.ReadFile("schema/" + e.Name())
		if err != nil {
			panic(err)
		}
		all = append(all, string(text))
	}
	return all
})

// schemaVersion is the newest version this program knows.
func schemaVersion() int { return len(migrations()) }

// migrate brings the library from its version to schemaVersion, one transaction a step, after keeping a copy of it.
func (l *Library) migrate(ctx context.Context) error {
	var version int
	if err := l.write.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if version < 0 {
		return fmt.Errorf("%w: its header is damaged: it says that its schema is version %d", ErrNotLibrary, version)
	}
	if version > schemaVersion() {
		return fmt.Errorf("%w (schema version %d; this version supports up to %d)", ErrNewer, version, schemaVersion())
	}
	if version > 0 && !l.anySchema {
		if err := l.checkSchema(ctx, version); err != nil {
			return err
		}
	}
	if version < schemaVersion() && l.readOnly {
		return fmt.Errorf("%w, and from an older dogear: to upgrade it, copy it to where it can be written", ErrReadOnly)
	}
	if version > 0 && version < schemaVersion() {
		if l.upgrading != nil {
			l.upgrading()
		}
		if err := l.keepCopy(ctx); err != nil {
			return fmt.Errorf("backing up before the upgrade: %w", err)
		}
	}
	for ; version < schemaVersion(); version++ {
		if err := l.step(ctx, version); err != nil {
			return fmt.Errorf("upgrading to schema version %d: %w", version+1, err)
		}
	}
	return nil
}

// OnUpgrade has f called before a library of an older dogear is copied and upgraded, which takes minutes for a million
// papers.
func OnUpgrade(f func()) Option { return func(l *Library) { l.upgrading = f } }

// step applies one migration. Another process may have been faster: the version is read again inside the transaction.
func (l *Library) step(ctx context.Context, from int) error {
	tx, err := l.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	var version int
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if version != from {
		return nil
	}
	if _, err := tx.ExecContext(ctx, migrations()[from]); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", from+1)); err != nil {
		return err
	}
	return tx.Commit()
}

// keepCopy makes a backup, unless the last one is of the library as it is: an upgrade that was killed has kept it.
func (l *Library) keepCopy(ctx context.Context) error {
	_, _, err := l.backup(ctx, l.write, quickly)
	return err
}
