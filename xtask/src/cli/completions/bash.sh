# Completes `cargo xtask` and `cargo teach` of this course. In ~/.bashrc, or once in a shell, inside of the course:
#   source <(cargo xtask completions bash)
# What else `cargo` completes stays as it is.

if [[ -z $_many_hands_before ]]; then
    # bash-completion loads a program's completions only when they are asked for.
    if declare -F _comp_load >/dev/null; then
        _comp_load cargo >/dev/null 2>&1
    elif declare -F _completion_loader >/dev/null; then
        _completion_loader cargo >/dev/null 2>&1
    fi
    _many_hands_before=$(complete -p cargo 2>/dev/null | sed -n 's/.*-F \([^ ]*\) .*/\1/p')
fi

_many_hands() {
    local folder=$PWD runner IFS=$'\n'
    if [[ $COMP_CWORD -lt 2 || (${COMP_WORDS[1]} != xtask && ${COMP_WORDS[1]} != teach) ]]; then
        if [[ -n $_many_hands_before && $_many_hands_before != _many_hands ]]; then
            IFS=$' \t\n'
            "$_many_hands_before" "$@"
        elif [[ $COMP_CWORD -eq 1 ]]; then
            COMPREPLY=($(compgen -W "$(cargo --list 2>/dev/null | awk 'NR > 1 { print $1 }')" -- "${COMP_WORDS[1]}"))
        fi
        return
    fi
    while [[ -n $folder && ! -f $folder/xtask/Cargo.toml ]]; do
        folder=${folder%/*}
    done
    runner=${CARGO_TARGET_DIR:-$folder/target}/xtask/xtask
    # Before the runner is built for the first time nothing is offered: building it takes longer than anybody waits.
    [[ -x $runner ]] || return
    COMPREPLY=($("$runner" completions -- "${COMP_WORDS[@]:2:COMP_CWORD-1}" 2>/dev/null))
}

complete -o bashdefault -o default -F _many_hands cargo
