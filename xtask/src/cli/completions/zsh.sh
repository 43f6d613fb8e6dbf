# Completes `cargo xtask` and `cargo teach` of this course. In ~/.zshrc after `compinit`, or once in a shell, inside of
# the course:
#   source <(cargo xtask completions zsh)
# What else `cargo` completes stays as it is.

_many_hands() {
    if [[ $words[2] != (xtask|teach) || $CURRENT -lt 3 ]]; then
        (( $+functions[_cargo] )) || autoload -Uz _cargo
        _cargo "$@" 2>/dev/null
        return
    fi
    local folder=$PWD runner
    local -a found
    while [[ -n $folder && ! -f $folder/xtask/Cargo.toml ]]; do
        folder=${folder%/*}
    done
    runner=${CARGO_TARGET_DIR:-$folder/target}/xtask/xtask
    # Before the runner is built for the first time nothing is offered: building it takes longer than anybody waits.
    [[ -x $runner ]] || return
    found=(${(f)"$("$runner" completions -- "${(@)words[3,CURRENT]}" 2>/dev/null)"})
    if (( $#found )); then
        compadd -a found
    else
        _files
    fi
}

compdef _many_hands cargo
