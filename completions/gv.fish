# gv.fish – completion of gv in fish. Tab starts no process: builtins, a directory listing and one small file.

# Prints what may be typed at the cursor, each with its meaning after a tab.
function __gv_complete
    set -l word (commandline -ct)
    set -l command
    set -l arguments
    set -l rest
    set -l dashes
    set -l previous gv
    for each in (__gv_words_before)
        if set -q rest[1]
            set -a rest $each
        else if test -z "$dashes"; and test "$each" = --
            set dashes yes
        else if test -z "$dashes"; and string match -q -- '-*' $each
        else if not set -q command[1]
            set command (__gv_name_of $each); or return
        else if not __gv_value_of $command $previous >/dev/null
            set -a arguments $each
            test $command = exec; and __gv_is_program $arguments; and set rest $each
        end
        set previous $each
    end
    if set -q rest[1]
        # The command behind `gv exec 1.22` is completed as if gv were not there.
        complete -C (string join ' ' -- (string escape -- $rest) "$word" | string collect)
    else if test -z "$dashes"; and string match -qr -- '^-[^=]*$' $word
        __gv_options $command
    else if test -z "$dashes"; and string match -q -- '--*=*' $word
        set -l parts (string split -m 1 = -- $word)
        printf "$parts[1]=%s\n" (__gv_offer $parts[2] (__gv_value_of "$command" $parts[1]))
    else if set -l kinds (__gv_value_of "$command" $previous)
        __gv_offer $word $kinds
    else if not set -q command[1]
        __gv_commands
        test -z "$word"; or __gv_aliases
    else
        __gv_argument $command (count $arguments) "$word" $arguments
    end
end

# The words between gv and the cursor.
function __gv_words_before
    set -l words (commandline -opc)
    set -e words[1]
    string join \n -- $words
end

# Succeeds where the last argument is the program that `gv exec` runs, and not the version before it.
function __gv_is_program
    test (count $argv) -gt 1; and return
    not string match -qr -- '^([0-9^~=<>]|(latest|stable|oldstable|system)$|go1|v1|go@|golang@)' $argv[1]
end

# Arguments: COMMAND, the number of arguments before the cursor, the typed word, those arguments.
function __gv_argument
    set -l slots (__gv_slots $argv[1])
    set -q slots[1]; or return
    set -l slot $slots[-1]
    if test $argv[2] -lt (count $slots)
        set slot $slots[(math $argv[2] + 1)]
    else if not string match -q -- '*...' $slot
        return
    end
    set -l kinds (string split + -- (string replace '...' '' -- $slot))
    if test "$kinds" = config-value
        test "$argv[4]" = set; and __gv_offer "$argv[3]" (__gv_config_value $argv[5])
        return
    end
    __gv_offer "$argv[3]" $kinds
end

# Prints what WORD may become: values of some kinds, or the words of a closed set joined by commas.
function __gv_offer
    set -l word $argv[1]
    set -l installed
    for kind in $argv[2..-1]
        switch $kind
            case installed
                set installed (__gv_installed)
                __gv_described installed $installed
            case lines
                __gv_described line (__gv_lines_of (__gv_installed))
            case releases
                __gv_offer_remote "$word" $installed
            case channels
                __gv_described 'release by name' latest oldstable
            case mod
                __gv_described 'what go.mod asks for' mod
            case system
                __gv_described 'the first on PATH that is not of gv' system
            case tools
                __gv_described tool go gofmt
            case files
                test -n "$word" -o (count $argv) -eq 2; and __fish_complete_path $word
            case directories
                __fish_complete_directories $word
            case command
                __gv_offer_program $word
            case nothing
            case '*'
                string split , -- $kind
        end
    end
end

function __gv_described
    test (count $argv) -lt 2; or printf "%s\t$argv[1]\n" $argv[2..-1]
end

# Prints programs for `gv exec`, but not while nothing is typed: there are thousands.
function __gv_offer_program
    if test -z "$argv[1]"
        __gv_described program go gofmt
    else if string match -q -- '*/*' $argv[1]
        __fish_complete_path $argv[1]
    else if string match -qr -- '^[a-zA-Z_][a-zA-Z0-9._+-]*\z' $argv[1]
        # fish's own completion of commands would start a program to describe them.
        for each in $PATH/$argv[1]*
            test -f $each -a -x $each; and string match -r -- '[a-zA-Z0-9._+-]+\z' $each
        end
    end
end

# Prints the lines first, and the releases of a line that is typed out, except those in the other arguments.
function __gv_offer_remote
    set -l remote (__gv_remote)
    __gv_described 'newest of a line' (__gv_lines_of $remote)
    set -l line (string match -r -- '^[0-9]+\.[0-9]+' $argv[1]); or return
    for each in (string match -r -- "^"(string escape --style=regex -- $line)'(?![0-9]).*' $remote)
        contains -- $each $argv[2..-1]; or __gv_described release $each
    end
end

# ---- Versions

# Prints 1.22 for 1.22.5 and 1.27 for 1.27rc2; equal neighbours once.
function __gv_lines_of
    set -l lines (string match -r -- '^[0-9]+\.[0-9]+' $argv | string collect)
    string replace -r -a -- '(?m)^([0-9.]+)(?:\n\1)+$' '$1' $lines
end

function __gv_root
    if test -n "$GV_ROOT"
        string collect -- $GV_ROOT
    else if test -n "$__gv_home"
        string collect -- $__gv_home
    else
        string collect -- $HOME/.gv
    end
end

# Prints the installed versions, in the order of release where that is known. A directory may have any name; only names of
# versions count. go1.20 is shown as 1.20.0, because 1.20 means the line.
function __gv_installed
    set -l root (__gv_root)
    set -l names (string match -r -- '(?<=/)[0-9]+\.[0-9]+(?:\.[0-9]+)?(?:(?:rc|beta)[0-9]+)?(?=/bin/go\z)' $root/versions/*/bin/go)
    set -l found (string replace -r -- '^([0-9]+\.[0-9]+)$' '$1.0' $names)
    set -l known
    for each in (__gv_remote)
        contains -- $each $found; and set -a known $each
    end
    if test (count $known) -ne (count $found)
        for each in $found
            contains -- $each $known; or set -a known $each
        end
    end
    string join \n -- $known
end

# Prints the releases that gv last heard of, from a plain list that gv writes.
function __gv_remote
    set -l root (__gv_root)
    set -l list $root/cache/remote-versions
    # In a root of another account, each person has a list of their own.
    if not test -O $root
        set list $HOME/.cache/gv/remote-versions
        test -n "$XDG_CACHE_HOME"; and set list $XDG_CACHE_HOME/gv/remote-versions
        test -n "$GV_USER_DIR"; and set list $GV_USER_DIR/cache/remote-versions
    end
    test -f $list -a -r $list; or return
    string match -r -- '^[0-9]+\.[0-9a-z.]+$' <$list
end

# ---- The command table

# Made by scripts/completions.ts from the command table; npm run completions writes it anew.
function __gv_commands
    printf '%s\t%s\n' \
        install 'fetch, prove and place Go releases' \
        import 'adopt the toolchains of another manager, without a download' \
        uninstall 'remove installed toolchains' \
        list 'show installed toolchains (--remote: published releases)' \
        ls-remote 'the same as list --remote' \
        outdated 'the newest patch of each installed line, and its support' \
        upgrade 'install the newest patch of each installed line, or of some' \
        prune 'remove downloads and leftovers (--patches: old patches too)' \
        use 'choose the Go of this directory (-g: global, -s: this shell)' \
        current 'the version that answers here' \
        explain 'which Go runs here, and why' \
        which 'the file that runs when you type go (or another tool) here' \
        where 'the GOROOT of the version that answers here, or of another' \
        exec 'run a command with a chosen Go' \
        env 'print what puts gv first on PATH, for scripts, CI and services' \
        matrix 'run a command with several Go versions, and show a table' \
        bench 'measure a command with several Go versions' \
        verify 'check installed toolchains, or prove downloaded archives' \
        audit 'judge every Go on this machine, also of other managers' \
        key 'list, fetch or import the keys that may sign releases' \
        init 'print the code that sets gv up in a shell or in direnv' \
        completion 'print the completions for a shell (bash, zsh, fish)' \
        rehash 'put shims, links and aliases in order, and mend leftovers' \
        doctor 'check gv and what surrounds Go; each finding with its cure' \
        tui 'browse, choose, install and remove on a screen (or: gv alone)' \
        pick 'choose a version on the terminal and print it, for scripts' \
        config 'show or change the config' \
        self-update 'replace gv by its newest release' \
        self-uninstall 'remove gv, its toolchains and its line in start-up files' \
        help 'show help for a command'
end

function __gv_aliases
    printf '%s\t%s\n' \
        i 'fetch, prove and place Go releases' \
        add 'fetch, prove and place Go releases' \
        dl 'fetch, prove and place Go releases' \
        rm 'remove installed toolchains' \
        remove 'remove installed toolchains' \
        un 'remove installed toolchains' \
        ls 'show installed toolchains (--remote: published releases)' \
        versions 'show installed toolchains (--remote: published releases)' \
        lr 'the same as list --remote' \
        search 'the same as list --remote' \
        up 'install the newest patch of each installed line, or of some' \
        why 'which Go runs here, and why' \
        x 'run a command with a chosen Go' \
        run 'run a command with a chosen Go' \
        keys 'list, fetch or import the keys that may sign releases' \
        activate 'print the code that sets gv up in a shell or in direnv' \
        completions 'print the completions for a shell (bash, zsh, fish)' \
        reshim 'put shims, links and aliases in order, and mend leftovers' \
        ui 'browse, choose, install and remove on a screen (or: gv alone)'
end

function __gv_name_of
    switch "$argv[1]"
        case install i add dl
            echo install
        case import
            echo import
        case uninstall rm remove un
            echo uninstall
        case list ls versions
            echo list
        case ls-remote lr search
            echo ls-remote
        case outdated
            echo outdated
        case upgrade up
            echo upgrade
        case prune
            echo prune
        case use
            echo use
        case current
            echo current
        case explain why
            echo explain
        case which
            echo which
        case where
            echo where
        case exec x run
            echo exec
        case env
            echo env
        case matrix
            echo matrix
        case bench
            echo bench
        case verify
            echo verify
        case audit
            echo audit
        case key keys
            echo key
        case init activate
            echo init
        case completion completions
            echo completion
        case rehash reshim
            echo rehash
        case doctor
            echo doctor
        case tui ui
            echo tui
        case pick
            echo pick
        case config
            echo config
        case self-update
            echo self-update
        case self-uninstall
            echo self-uninstall
        case help
            echo help
        case '*'
            return 1
    end
end

function __gv_options
    switch "$argv[1]"
        case install
            printf '%s\t%s\n' \
                -i 'choose from a list on the terminal' \
                --interactive 'choose from a list on the terminal' \
                -f 'install again an installed release' \
                --force 'install again an installed release' \
                --full 'the official archive, also in place of an installed module zip' \
                --sha256 'digest that a carried archive must have' \
                --signature 'detached signature of a carried archive (default: beside it, .asc)' \
                --log-proof 'the checksum database\'s proof of a carried archive (default: beside it, .tlog-proof)' \
                --source 'auto, official (go.dev and its mirrors), or proxy (GOPROXY, proven by the checksum database)' \
                --no-reuse 'download a module zip whole, and copy nothing from an installed patch of its line' \
                --keyring 'also trust the OpenPGP keys in this file, beside Google\'s' \
                --require 'proofs that must be there: digest, signature, log, with commas between (config: require)' \
                --unproven 'accept a release whose proofs are missing (never one whose proofs are wrong)'
        case import
            printf '%s\t%s\n' \
                --from 'only these: goenv, gvm, asdf, mise, gobrew, g, sdk, modcache, runner, system (several: by commas, or repeat it)' \
                --link 'share trees that only you and root may write, by a link, instead of copying them' \
                --move 'remove each tree after its copy; asks, and leaves trees with more than the release' \
                --undo 'remove what the last run added; moved toolchains stay' \
                -n 'only say what would be done' \
                --dry-run 'only say what would be done'
        case uninstall
            printf '%s\t%s\n' \
                -i 'choose from a list on the terminal' \
                --interactive 'choose from a list on the terminal' \
                -n 'only say what would be removed' \
                --dry-run 'only say what would be removed' \
                -f 'remove a toolchain even when it is in use' \
                --force 'remove a toolchain even when it is in use'
        case list
            printf '%s\t%s\n' \
                -r 'the releases that can be installed, by line' \
                --remote 'the releases that can be installed, by line' \
                -a 'with --remote: every release, prereleases too' \
                --all 'with --remote: every release, prereleases too'
        case ls-remote
            printf '%s\t%s\n' \
                -a 'every release, prereleases too' \
                --all 'every release, prereleases too'
        case outdated
            printf '%s\t%s\n' \
                --exit-code 'exit 1 when a newer patch of an installed line is published'
        case upgrade
            printf '%s\t%s\n' \
                --prune-old 'remove the older patches that no known pin asks for' \
                -n 'only say what would be done' \
                --dry-run 'only say what would be done' \
                --source 'auto, official (go.dev and its mirrors), or proxy (GOPROXY, proven by the checksum database)' \
                --no-reuse 'download a module zip whole, and copy nothing from an installed patch of its line' \
                --keyring 'also trust the OpenPGP keys in this file, beside Google\'s' \
                --require 'proofs that must be there: digest, signature, log, with commas between (config: require)'
        case prune
            printf '%s\t%s\n' \
                --patches 'also toolchains that a newer patch replaced, unless a known project or the global version asks for them' \
                --index 'also what servers listed: the cached index, and which releases were seen' \
                -n 'only say what would be removed' \
                --dry-run 'only say what would be removed'
        case use
            printf '%s\t%s\n' \
                -g 'choose the global version' \
                --global 'choose the global version' \
                -s 'choose for this shell only' \
                --shell 'choose for this shell only' \
                --track 'write the line (1.22) instead of the exact release' \
                --unset 'take the choice back' \
                -i 'choose from a list on the terminal' \
                --interactive 'choose from a list on the terminal' \
                --source 'auto, official (go.dev and its mirrors), or proxy (GOPROXY, proven by the checksum database)' \
                --keyring 'also trust the OpenPGP keys in this file, beside Google\'s'
        case exec
            printf '%s\t%s\n' \
                --exact 'forbid the go command to switch to another toolchain'
        case env
            printf '%s\t%s\n' \
                --shell 'sh (the default), bash, zsh, fish, direnv or powershell' \
                --format 'a shell, github, dotenv (GitLab), docker, systemd, environment.d, profile, cron, vscode or json' \
                --goroot 'export GOROOT, and put the toolchain\'s own bin directory first' \
                --gobin 'add the directory into which go install puts programs' \
                --caches 'set GOCACHE and GOMODCACHE to build and mod in this directory' \
                --write 'put the lines of the format into a file, and change nothing else in it' \
                --check 'compare a file with the lines of the format; exit 1 when they differ' \
                --github 'set up later steps of GitHub Actions (GITHUB_PATH, GITHUB_ENV) and print nothing'
        case matrix
            printf '%s\t%s\n' \
                -v 'versions with commas between them, such as min,1.25,stable (min: the go line of go.mod)' \
                --go 'versions with commas between them, such as min,1.25,stable (min: the go line of go.mod)' \
                -j 'run so many at a time (default: 1, so that the times can be compared)' \
                --jobs 'run so many at a time (default: 1, so that the times can be compared)' \
                --fail-fast 'end the others when one fails' \
                --install 'install the missing versions first' \
                --isolate 'give each an empty build cache of its own, removed at the end' \
                --out 'keep the output of each in VERSION.log, up to 64 MiB' \
                --stall 'tell of a command that is silent for so long (default: 600)' \
                --print 'run nothing, and print the versions for github (fromJSON) or gitlab (parallel: matrix)' \
                --source 'auto, official (go.dev and its mirrors), or proxy (GOPROXY, proven by the checksum database)' \
                --keyring 'also trust the OpenPGP keys in this file, beside Google\'s'
        case bench
            printf '%s\t%s\n' \
                -v 'versions with commas between them, such as min,1.25,stable (min: the go line of go.mod)' \
                --go 'versions with commas between them, such as min,1.25,stable (min: the go line of go.mod)' \
                -n 'measured rounds (default: 6)' \
                --rounds 'measured rounds (default: 6)' \
                --warm-up 'rounds before them that do not count (default: 1)' \
                --cpus 'run on these processors only, such as 0 or 2-3' \
                --env 'measure each version also with NAME=VALUE; may be repeated' \
                --install 'install the missing versions first' \
                --out 'write the result lines to VERSION.txt, for benchstat' \
                --source 'auto, official (go.dev and its mirrors), or proxy (GOPROXY, proven by the checksum database)' \
                --keyring 'also trust the OpenPGP keys in this file, beside Google\'s'
        case verify
            printf '%s\t%s\n' \
                --path 'check any GOROOT, also one that gv did not install (repeatable)' \
                --all 'every installed toolchain, as without arguments' \
                --full 'where a toolchain differs, fetch the module zip and compare all contents' \
                --repair 'put back what differs, and fetch no more than that where possible' \
                --upgrade-proofs 'add the checksum database\'s proof to receipts that lack it' \
                --proof 'print the checksum database\'s proof of a release (of a line: its newest installed one)' \
                --self 'check gv\'s own program instead of toolchains' \
                --signature 'detached signature (default: beside the file, .asc)' \
                --sha256 'digest that the file must have' \
                --log-proof 'the checksum database\'s proof of a carried archive (default: beside it, .tlog-proof)' \
                --keyring 'also trust the OpenPGP keys in this file, beside Google\'s' \
                --require 'proofs that must be there: digest, signature, log, with commas between (config: require)'
        case audit
            printf '%s\t%s\n' \
                --path 'look into this GOROOT, home, directory of a manager or of several, or unpacked image instead (repeatable)' \
                --summary 'print the counts only; also with --json' \
                --format 'sarif: for code scanning (SARIF 2.1.0)'
        case key
            printf '%s\t%s\n' \
                --url 'with update: fetch the key file from here'
        case init
            printf '%s\t%s\n' \
                --direct 'the toolchain itself first on PATH, without a shim (bash, zsh, fish)'
        case doctor
            printf '%s\t%s\n' \
                --fix 'mend what gv can mend by itself' \
                --online 'ask the official hosts too; modules: whom go asks' \
                --graph 'modules: circles of modules that require each other' \
                --editors 'env: look at running gopls and its like too, and the Go that they run' \
                --strict 'exit 1 for advice too' \
                --format 'github (annotations), gitlab (code quality) or junit' \
                --timeout 'stop what takes longer, and say what was left out (5; machine: 15; modules, net: 60; test: 600)' \
                --vcs 'net: the road to the repository too, and who signs in' \
                --idle 'net: how long a server keeps a connection (at most 120)' \
                --throughput 'net: read up to 16 MiB of the module\'s zip' \
                --compare 'net: the chain again with NAME=VALUE changed; test: variants such as race,vet=off,1.26' \
                --no-go 'net: run no go command' \
                --whole-chain 'net: entries that do not answer too in go\'s own run' \
                --place 'machine: another place to measure; may stand several times' \
                --no-probe 'machine: read only, and make no files' \
                --write 'machine: files of settings for an administrator; none is put in force' \
                --cold 'test: with an empty build cache, removed at the end' \
                -n 'test: measured rounds of --compare (default: 6)' \
                --rounds 'test: measured rounds of --compare (default: 6)'
        case pick
            printf '%s\t%s\n' \
                -m 'choose one or more' \
                --multiple 'choose one or more'
        case self-update
            printf '%s\t%s\n' \
                --check 'only say whether a newer release is published: exit 1 if so' \
                --rollback 'go back to the gv before the last update; needs no network' \
                --force 'take the same release, or an older one, too'
        case self-uninstall
            printf '%s\t%s\n' \
                -n 'only say what would be removed' \
                --dry-run 'only say what would be removed'
        case ''
            printf '%s\t%s\n' \
                -V 'print the version of gv' \
                --version 'print the version of gv'
    end
    printf '%s\t%s\n' \
        --json 'print the result as JSON' \
        --offline 'use no network (also GV_OFFLINE=1)' \
        -q 'print results, warnings and errors only' \
        --quiet 'print results, warnings and errors only' \
        -y 'answer yes to every question (e.g. of gv uninstall)' \
        --yes 'answer yes to every question (e.g. of gv uninstall)' \
        --verbose 'show the causes of an error' \
        --no-color 'no colours (also NO_COLOR=1)' \
        -h 'show help' \
        --help 'show help'
end

# Prints what an option of a command takes; fails where it takes nothing.
function __gv_value_of
    switch "$argv"
        case 'install --sha256'
            printf '%s\n' nothing
        case 'install --signature'
            printf '%s\n' files
        case 'install --log-proof'
            printf '%s\n' files
        case 'install --source'
            printf '%s\n' auto official proxy
        case 'install --keyring'
            printf '%s\n' files
        case 'install --require'
            printf '%s\n' digest signature log
        case 'import --from'
            printf '%s\n' goenv gvm asdf mise gobrew g sdk modcache runner system
        case 'upgrade --source'
            printf '%s\n' auto official proxy
        case 'upgrade --keyring'
            printf '%s\n' files
        case 'upgrade --require'
            printf '%s\n' digest signature log
        case 'use --source'
            printf '%s\n' auto official proxy
        case 'use --keyring'
            printf '%s\n' files
        case 'env --shell'
            printf '%s\n' sh bash zsh fish direnv powershell
        case 'env --format'
            printf '%s\n' sh bash zsh fish direnv powershell github dotenv docker systemd environment.d profile cron vscode json
        case 'env --caches'
            printf '%s\n' directories
        case 'env --write'
            printf '%s\n' files
        case 'env --check'
            printf '%s\n' files
        case 'matrix -v' 'matrix --go'
            printf '%s\n' nothing
        case 'matrix -j' 'matrix --jobs'
            printf '%s\n' nothing
        case 'matrix --out'
            printf '%s\n' directories
        case 'matrix --stall'
            printf '%s\n' nothing
        case 'matrix --print'
            printf '%s\n' github gitlab
        case 'matrix --source'
            printf '%s\n' auto official proxy
        case 'matrix --keyring'
            printf '%s\n' files
        case 'bench -v' 'bench --go'
            printf '%s\n' nothing
        case 'bench -n' 'bench --rounds'
            printf '%s\n' nothing
        case 'bench --warm-up'
            printf '%s\n' nothing
        case 'bench --cpus'
            printf '%s\n' nothing
        case 'bench --env'
            printf '%s\n' nothing
        case 'bench --out'
            printf '%s\n' directories
        case 'bench --source'
            printf '%s\n' auto official proxy
        case 'bench --keyring'
            printf '%s\n' files
        case 'verify --path'
            printf '%s\n' directories
        case 'verify --signature'
            printf '%s\n' files
        case 'verify --sha256'
            printf '%s\n' nothing
        case 'verify --log-proof'
            printf '%s\n' files
        case 'verify --keyring'
            printf '%s\n' files
        case 'verify --require'
            printf '%s\n' digest signature log
        case 'audit --path'
            printf '%s\n' directories
        case 'audit --format'
            printf '%s\n' sh bash zsh fish direnv powershell github dotenv docker systemd environment.d profile cron vscode json
        case 'key --url'
            printf '%s\n' nothing
        case 'doctor --format'
            printf '%s\n' github gitlab junit
        case 'doctor --timeout'
            printf '%s\n' nothing
        case 'doctor --idle'
            printf '%s\n' nothing
        case 'doctor --compare'
            printf '%s\n' nothing
        case 'doctor --place'
            printf '%s\n' directories
        case 'doctor --write'
            printf '%s\n' directories
        case 'doctor -n' 'doctor --rounds'
            printf '%s\n' nothing
        case '*'
            return 1
    end
end

# Prints what a command takes, one place a line.
function __gv_slots
    switch "$argv[1]"
        case install
            printf '%s\n' 'channels+mod+releases+files...'
        case uninstall
            printf '%s\n' 'installed...'
        case list
            printf '%s\n' 'channels+releases'
        case ls-remote
            printf '%s\n' 'channels+releases'
        case upgrade
            printf '%s\n' 'lines...'
        case use
            printf '%s\n' 'installed+channels+mod+system+releases'
        case which
            printf '%s\n' tools
        case where
            printf '%s\n' installed
        case exec
            printf '%s\n' 'installed+lines+channels+system+command' 'command...'
        case env
            printf '%s\n' 'installed+mod+system'
        case matrix
            printf '%s\n' 'command...'
        case bench
            printf '%s\n' 'command...'
        case verify
            printf '%s\n' 'installed+files...'
        case key
            printf '%s\n' 'list,update,import' files
        case init
            printf '%s\n' 'sh,bash,zsh,fish,direnv'
        case completion
            printf '%s\n' 'bash,zsh,fish'
        case doctor
            printf '%s\n' 'install,env,modules,net,machine,all...'
        case pick
            printf '%s\n' 'installed,remote'
        case config
            printf '%s\n' 'list,get,set,unset' 'keyring,log-key,auto-install,projects,toolchain-policy,gobin-per-version,reuse,require' config-value
        case self-update
            printf '%s\n' nothing
        case help
            printf '%s\n' 'help,install,import,uninstall,list,ls-remote,outdated,upgrade,prune,use,current,explain,which,where,exec,env,matrix,bench,verify,audit,key,init,completion,rehash,doctor,tui,pick,config,self-update,self-uninstall'
    end
end

function __gv_config_value
    switch "$argv[1]"
        case keyring
            printf '%s\n' files
        case log-key
            printf '%s\n' nothing
        case auto-install
            printf '%s\n' on off
        case projects
            printf '%s\n' on off
        case toolchain-policy
            printf '%s\n' auto path local
        case gobin-per-version
            printf '%s\n' on off
        case reuse
            printf '%s\n' on off
        case require
            printf '%s\n' digest signature log
    end
end
# End of what is made.

complete -c gv -f -k -a '(__gv_complete)'
