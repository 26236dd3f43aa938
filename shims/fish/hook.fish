# hook.fish – the hook of an interactive fish. Sourced by env.fish, with the root in gv_root; __gv_direct is set for --direct.
#
# Before each prompt: where everything that the last answer depends on is as it was, nothing happens and no process starts.
# Otherwise one process starts, sh with hook.sh, which may start head; the shims move to the front of PATH, and a new answer is printed.

set -g __gv_home $gv_root
set -g __gv_known
set -g __gv_watched
set -q __gv_told; or set -g __gv_told ''
set -q __gv_direct; or set -g __gv_direct ''
set -g __gv_front ''
set -g __gv_gobin ''
set -g __gv_answer ''
set -g __gv_chosen no
set -g __gv_tool ''

# After a person's own completions/, and before fish's gv.fish, which is Ghostview's.
contains -- $__gv_home/lib/completions $fish_complete_path
or set -g fish_complete_path $fish_complete_path[1] $__gv_home/lib/completions $fish_complete_path[2..-1]

# fish calls handlers in the order in which they were made. At the first prompt, this one comes after direnv's, which
# config.fish makes later than gv's line runs.
function __gv_first_prompt --on-event fish_prompt
    functions -e __gv_first_prompt
    function __gv_at_prompt --on-event fish_prompt
        __gv_settle
        __gv_tell
    end
    __gv_at_prompt
end

function __gv_tell
    test "$__gv_answer" != "$__gv_told"; or return
    # The default is not news in a new shell.
    test "$__gv_told$__gv_chosen" = no; or printf '%s\n' $__gv_words >&2
    set -g __gv_told $__gv_answer
end

# Undoes what the handlers of other managers did to PATH after this one.
function __gv_before_command --on-event fish_preexec
    test -z "$__gv_answer"; or __gv_take_the_lead
end

if test -n "$__gv_direct"
    # The next command on the same line must find the toolchain too. Silent, because a script's cd comes here too.
    function __gv_moved --on-variable PWD
        __gv_settle
    end
end

function __gv_settle
    __gv_observe
    test "$__gv_seen" != "$__gv_known"; or return
    set -l gv_answers (/bin/sh $__gv_home/lib/shims/hook.sh --for-fish $__gv_home 2>/dev/null | string split0)
    # An answer that took too long is not asked for again before something changes.
    test (count $gv_answers) -ge 6; or begin
        set -g __gv_known $__gv_seen
        return
    end
    set -g __gv_tool $gv_answers[-1]
    set -g __gv_gobin $gv_answers[-2]
    set -g __gv_front $gv_answers[-3]
    set -g __gv_chosen $gv_answers[-4]
    set -g __gv_words $gv_answers[-5]
    set -g __gv_answer $gv_answers[-6]
    set -g __gv_watched $gv_answers[1..-7]
    __gv_take_the_lead
    __gv_observe
    set -g __gv_known $__gv_seen
end

# Sets __gv_seen to everything that the answer depends on, as it is now. Only regular files are read, and of a large one its
# head; `read -n` alone would be slow, because it reads one character at a time.
function __gv_observe
    set -l gv_seen "$PWD:$GV_VERSION:$GOTOOLCHAIN:$GO111MODULE:$GOWORK:$GOROOT:$PATH:"
    test -x "$__gv_tool"; and set gv_seen {$gv_seen}here
    set -l fish_read_limit 65536
    for gv_place in $__gv_watched
        test -e "$gv_place"; or continue
        set -l gv_text odd
        if test -f "$gv_place" -a -s "$gv_place" -a -r "$gv_place"
            read -z gv_text <$gv_place 2>/dev/null
            test $status -eq 122; and read -z -n 4096 gv_text <$gv_place 2>/dev/null
        end
        set gv_seen "$gv_seen$gv_place:$gv_text:"
    end
    set -g __gv_seen $gv_seen
end

function __gv_take_the_lead
    set -l gv_lead $__gv_home/shims
    if test -n "$__gv_direct" -a -n "$__gv_front"
        set -p gv_lead $__gv_front
        test "$GOROOT/bin" = "$__gv_front"; or set -e GOROOT
    else if test -n "$__gv_gobin"
        set -a gv_lead $__gv_gobin
    end
    set -l gv_length (count $gv_lead)
    if test "$PATH[1..$gv_length]" = "$gv_lead"
        string match -q -- "$__gv_home/gobin/*" $PATH[(math $gv_length + 1)..-1]; or return
    end
    set -l gv_rest
    for gv_entry in $PATH
        test "$gv_entry" = $__gv_home/shims; and continue
        string match -q -- "$__gv_home/gobin/*" $gv_entry; and continue
        test -n "$__gv_direct"; and string match -q -- "$__gv_home/versions/*/bin" $gv_entry; and continue
        set -a gv_rest $gv_entry
    end
    set -gx PATH $gv_lead $gv_rest
end

function gv --description "Go toolchains"
    if not contains -- "$argv[1]" use; or not string match -qr -- '^(-s|--shell)$' $argv
        $__gv_home/bin/gv $argv
        or return
        contains -- "$argv[1]" use; and not contains -- --unset $argv; or return 0
        # gv has just printed the answer. A global choice is not the answer where something else decides here.
        __gv_settle
        string match -qr -- '^(-g|--global)$' $argv; and test "$__gv_chosen" = yes; or set -g __gv_told $__gv_answer
        return 0
    end
    if test (count $argv) -eq 3; and contains -- --unset $argv
        set -e GV_VERSION
        set -g __gv_told ' '
        return
    end
    # gv prints the version, and this shell keeps it.
    set -l gv_said (__GV_HOOK=1 $__gv_home/bin/gv $argv)
    or return
    if string match -qr '^[.0-9a-z]+$' -- "$gv_said"
        set -gx GV_VERSION $gv_said
        set -g __gv_told ' '
    else
        printf '%s\n' $gv_said
    end
end
