export const SHELLS = ["bash", "zsh", "fish"] as const;

export type Shell = (typeof SHELLS)[number];

/** What a shell reads to complete `scylla`: each script asks `scylla __complete`, so none of them grows old. */
export const SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: String.raw`# Completion of scylla for bash. In ~/.bashrc: source <(scylla completion bash)
_scylla() {
  local kind line current="\${COMP_WORDS[COMP_CWORD]}" program="\${COMP_WORDS[0]/#\~/$HOME}"
  [[ $current == = ]] && current=
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ -z $kind ]]; then kind=$line; else COMPREPLY+=("\${line%%$'\t'*}"); fi
  done < <("$program" __complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  [[ $kind == files || $kind == dirs ]] && compopt -o filenames
  [[ $kind == files ]] && while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$current")
  [[ $kind == dirs ]] && while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -d -- "$current")
  [[ $kind == none && \${#COMPREPLY[@]} -gt 0 && \${COMPREPLY[0]} == */ ]] && compopt -o nospace
  return 0
}
complete -F _scylla scylla
`.replaceAll("\\${", "${"),
  zsh: String.raw`#compdef scylla
# Completion of scylla for zsh. In ~/.zshrc, after compinit: source <(scylla completion zsh)
_scylla() {
  local kind line value program=\${~words[1]}
  local -a lines values shown more
  lines=("\${(@f)$("$program" __complete "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
  kind=$lines[1]
  for line in "\${(@)lines[2,-1]}"; do
    value=\${line%%$'\t'*}
    if [[ $value == */ ]]; then more+=("$value")
    elif [[ $line == *$'\t'* ]]; then values+=("$value"); shown+=("$value  -- \${line#*$'\t'}")
    else values+=("$value"); shown+=("$value"); fi
  done
  (( $#more )) && compadd -S '' -- "\${(@)more}"
  (( $#values )) && compadd -l -d shown -- "\${(@)values}"
  [[ $kind == files ]] && _files
  [[ $kind == dirs ]] && _files -/
  return 0
}
if [ "\${funcstack[1]}" = "_scylla" ]; then _scylla "$@"; else compdef _scylla scylla; fi
`.replaceAll("\\${", "${"),
  fish: String.raw`# Completion of scylla for fish: scylla completion fish > ~/.config/fish/completions/scylla.fish
function __scylla_complete
    set -l before (commandline -opc)
    set -l current (commandline -ct)
    set -l lines ($before[1] __complete $before[2..] "$current" 2>/dev/null)
    switch "$lines[1]"
        case files
            __fish_complete_path "$current"
        case dirs
            __fish_complete_directories "$current" ''
    end
    set -q lines[2]; and printf '%s\n' $lines[2..]
end
complete -c scylla -f -a '(__scylla_complete)'
`,
};
